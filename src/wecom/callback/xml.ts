import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'

/**
 * A callback's nodes. Every node is a list, because one SelectedItem or OptionId looks like a single node on the wire (§4.6), and
 * every value is a string, because MsgId is beyond 2^53 (trap 9.14).
 */
export interface XmlTree {
  readonly [name: string]: readonly (string | XmlTree)[]
}

const CDATA_OPEN = '<![CDATA['
const CDATA_CLOSE = ']]>'
const TEXT = '#text'

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  // Blanks of a message belong to the message; those between nodes are dropped below.
  trimValues: false,
  isArray: () => true,
  alwaysCreateTextNode: false,
  processEntities: true,
  htmlEntities: false,
})

type Parsed = string | { [name: string]: Parsed[] | string }

/** The nodes inside the root element, or null when the text is not XML or declares anything of its own. */
export function parseXml(text: string): XmlTree | null {
  if (declaresAnything(text)) return null
  if (XMLValidator.validate(text) !== true) return null
  const document = attempt(() => parser.parse(text) as Parsed)
  const tree = document === null ? null : toTree(document)
  const root = tree === null ? undefined : Object.values(tree)[0]?.[0]
  return typeof root === 'object' ? root : null
}

/**
 * Whether `<!` opens anything but CDATA: a doctype and its entities, or a comment, none of which WeCom sends. The body is read
 * before its signature can be checked, so this walks the text once, whatever is in it.
 */
function declaresAnything(text: string): boolean {
  for (let at = text.indexOf('<!'); at !== -1; at = text.indexOf('<!', at)) {
    if (!text.startsWith(CDATA_OPEN, at)) return true
    const end = text.indexOf(CDATA_CLOSE, at)
    if (end === -1) return true
    at = end + CDATA_CLOSE.length
  }
  return false
}

/** The same tree from a JSON body, numbers as they are written. */
export function parseJson(text: string): XmlTree | null {
  const value = attempt(() => JSON.parse(text, keepDigits as Parameters<typeof JSON.parse>[1]) as unknown)
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? jsonTree(value) : null
}

export function parseFields(text: string): XmlTree | null {
  const body = text.replace(/^\uFEFF/, '').trimStart()
  return body.startsWith('{') ? parseJson(body) : parseXml(body)
}

/** The first text of that name, or null. Names are compared exactly. */
export function textOf(tree: XmlTree, name: string): string | null {
  const node = Object.hasOwn(tree, name) ? tree[name]?.[0] : undefined
  return typeof node === 'string' ? node : null
}

export function textsOf(tree: XmlTree, name: string): string[] {
  return nodesOf(tree, name).filter((node) => typeof node === 'string')
}

export function childrenOf(tree: XmlTree, name: string): XmlTree[] {
  return nodesOf(tree, name).filter((node) => typeof node === 'object')
}

function nodesOf(tree: XmlTree, name: string): readonly (string | XmlTree)[] {
  return Object.hasOwn(tree, name) ? (tree[name] ?? []) : []
}

function toTree(node: Exclude<Parsed, string> | Parsed): XmlTree | null {
  if (typeof node === 'string') return null
  const tree: Record<string, (string | XmlTree)[]> = Object.create(null)
  for (const [name, value] of Object.entries(node)) {
    if (name === TEXT || typeof value === 'string') continue
    tree[name] = value.map((item) => toTree(item) ?? String(item))
  }
  return tree
}

function jsonTree(value: object): XmlTree {
  const tree: Record<string, (string | XmlTree)[]> = Object.create(null)
  for (const [name, item] of Object.entries(value)) {
    const items: unknown[] = Array.isArray(item) ? item : [item]
    tree[name] = items.filter((i) => i !== null).map((i) => (typeof i === 'object' ? jsonTree(i as object) : String(i)))
  }
  return tree
}

const source = z.object({ source: z.string() })

/** Node 22 and later hand a reviver the source text of a primitive (JSON.parse source text access). */
function keepDigits(_key: string, value: unknown, context: unknown): unknown {
  return typeof value === 'number' ? (source.safeParse(context).data?.source ?? value) : value
}

function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
