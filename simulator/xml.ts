/** A tree to write: text goes into CDATA, numbers stand bare, arrays repeat their node. */
export type XmlTree = { [name: string]: XmlValue }
type XmlValue = string | number | bigint | XmlTree | XmlValue[] | undefined

const write = (name: string, value: XmlValue): string => {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((each) => write(name, each)).join('')
  if (typeof value === 'number' || typeof value === 'bigint') return `<${name}>${value}</${name}>`
  // CDATA cannot hold its own end mark.
  if (typeof value === 'string') return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`
  return `<${name}>${inner(value)}</${name}>`
}

const inner = (tree: XmlTree): string =>
  Object.entries(tree)
    .map(([name, value]) => write(name, value))
    .join('')

export const toXml = (tree: XmlTree): string => `<xml>${inner(tree)}</xml>`

/** The text of one node of an answer, CDATA or bare; null when it is not there. */
export const nodeText = (xml: string, name: string): string | null => {
  const found = new RegExp(`<${name}>\\s*(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))\\s*</${name}\\s*>`).exec(xml)
  return found ? (found[1] ?? found[2] ?? '') : null
}
