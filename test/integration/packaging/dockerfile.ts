export interface Step {
  verb: string
  rest: string
}

export interface Stage {
  name: string
  from: string
  steps: Step[]
}

const KNOWN = ['ARG', 'COPY', 'RUN', 'ENV', 'WORKDIR', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD']

/** Reads the part of the language that our file uses; anything else fails, so that no step is passed over unseen. */
export function readDockerfile(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n\s*/g, '')
  const stages: Stage[] = []
  for (const line of lines.split('\n').filter((each) => each.trim() !== '')) {
    const [, verb = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (verb === 'FROM') {
      const [, from = '', name = ''] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(rest) ?? []
      stages.push({ from, name, steps: [] })
      continue
    }
    if (!KNOWN.includes(verb)) throw new Error(`this test does not know how to do: ${line}`)
    stages.at(-1)?.steps.push({ verb, rest })
  }
  return stages
}
