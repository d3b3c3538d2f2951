const PLACEHOLDER = /\{([a-z0-9_]+)\}/g

/** `{name}` in a text is replaced by a value; a line whose only value is empty is left out whole. */
export function render(template: string, values: Record<string, string>): string {
  if (!template.includes('{')) return template.trim()
  return template
    .split('\n')
    .flatMap((line) => rendered(line, values))
    .join('\n')
    .trim()
}

function rendered(line: string, values: Record<string, string>): string[] {
  if (!line.includes('{')) return [line]
  let asked = false
  let given = false
  const said = line.replace(PLACEHOLDER, (_, name: string) => {
    const value = values[name] ?? ''
    asked = true
    given ||= value !== ''
    return value
  })
  return asked && !given ? [] : [said]
}

export const placeholders = (template: string): string[] =>
  [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')
