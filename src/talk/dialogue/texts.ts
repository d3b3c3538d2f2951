/** `{name}` in a text is replaced by a value; a line whose only value is empty is left out whole. */
export function render(template: string, values: Record<string, string>): string {
  return template
    .split('\n')
    .filter((line) => !isEmptied(line, values))
    .map((line) => line.replace(/\{([a-z0-9_]+)\}/g, (_, name: string) => values[name] ?? ''))
    .join('\n')
    .trim()
}

function isEmptied(line: string, values: Record<string, string>): boolean {
  const names = [...line.matchAll(/\{([a-z0-9_]+)\}/g)].map((match) => match[1] ?? '')
  return names.length > 0 && names.every((name) => (values[name] ?? '') === '')
}

export const placeholders = (template: string): string[] =>
  [...template.matchAll(/\{([a-z0-9_]+)\}/g)].map((match) => match[1] ?? '')
