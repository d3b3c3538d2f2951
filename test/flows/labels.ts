import type { Content } from '../../src/talk/channel/index.ts'
import type { Wording } from '../../src/talk/dialogue/index.ts'

/**
 * What was said, by the names of its texts: `common/notice + complaint/place`, with the ids of what can be tapped. So a case
 * states which sentence comes, and an office may reword its sentences without touching a case.
 */
export function labelOf(content: Content, wording: Wording): string {
  const text = content.kind === 'text' ? content.text : content.head
  const names = namesIn(text, wording)
  if (content.kind === 'text') return names
  return `${names} [${content.options.map((option) => option.id.split('/').at(-1)).join(' ')}]`
}

function namesIn(text: string, wording: Wording): string {
  const candidates = templates(wording)
  const names: string[] = []
  let rest = text
  while (rest !== '') {
    const fitting = candidates.flatMap((each) => {
      const said = each.pattern.exec(rest)?.[0] ?? ''
      return said === '' ? [] : [{ ...each, said }]
    })
    const best = fitting.sort((one, other) => other.literal - one.literal)[0]
    if (!best) return [...names, JSON.stringify(rest)].join(' + ')
    names.push(best.name)
    rest = rest.slice(best.said.length).replace(/^\n+/, '')
  }
  return names.join(' + ')
}

interface Template {
  name: string
  pattern: RegExp
  /** How much of it is fixed: the more, the surer. */
  literal: number
}

const known = new WeakMap<Wording, Template[]>()

function templates(wording: Wording): Template[] {
  const made = known.get(wording)
  if (made) return made
  const texts = [
    ['common/notice', wording.common.notice.text],
    ...Object.entries(wording.common.texts).map(([name, text]) => [`common/${name}`, text]),
    ...Object.entries(wording.common.questions).map(([name, { say }]) => [`common/questions.${name}`, say]),
    ...Object.entries(wording.common.products).map(([name, { hello }]) => [`common/hello_${name}`, hello]),
    ...Object.values(wording.flows).flatMap((flow) =>
      Object.entries(flow.texts).map(([name, text]) => [`${flow.id}/${name}`, text]),
    ),
  ]
  const list = texts.map(([name = '', text = '']) => ({
    name,
    pattern: patternOf(text),
    literal: text.replace(VALUE, '').length,
  }))
  known.set(wording, list)
  return list
}

const VALUE = /\{[a-z_]+\}/g

/** A line that is only a value may be left out, or be several lines. A text ends where a line ends. */
function patternOf(template: string): RegExp {
  const lines = template.split('\n').map((line) => {
    if (line.replace(VALUE, '') === '') return '(?:[^\\n]+(?:\\n|$))*'
    const parts = line.split(VALUE).map((part) => part.replace(/[.*+?^$(){}[\]\\|]/g, '\\$&'))
    return `${parts.join('[\\s\\S]*?')}(?:\\n|$)`
  })
  return new RegExp(`^${lines.join('')}`)
}
