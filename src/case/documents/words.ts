/** "2026年3月2日": on paper a date is never short of its year. */
export function printDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

const DATE = /^\d{4}-\d{2}-\d{2}$/

export const isDay = (text: string): boolean => {
  const ms = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** 望信〔2026〕12号; an office without a mark of its own has its name there. */
export function printDocumentNumber(of: { mark: string; year: number; number: number }): string {
  return `${of.mark}〔${of.year}〕${of.number}号`
}
