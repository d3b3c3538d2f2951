import { execFile } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Stage, Step } from './dockerfile.ts'

const run = promisify(execFile)

/** What a container would be started from: its files below `root`, and how. */
export interface Image {
  root: string
  workdir: string
  env: Record<string, string>
  user: { uid: number; gid: number } | null
  entrypoint: string[]
  command: string[]
  healthcheck: string
}

export const isRoot = process.getuid?.() === 0

/** Does the steps of the file in folders, as a container builder would in its layers. Returns the last stage. */
export async function perform(stages: Stage[], context: string, into: string): Promise<Image> {
  const bin = join(into, 'bin')
  mkdirSync(bin, { recursive: true })
  // The image's Node stands where anybody may run it; this one may be in somebody's home.
  copyFileSync(process.execPath, join(bin, 'node'))
  chmodSync(join(bin, 'node'), 0o755)
  const built = new Map<string, Image>()
  let last: Image | undefined
  for (const [index, stage] of stages.entries()) {
    const root = join(into, `stage-${index}`)
    mkdirSync(root)
    last = {
      root,
      workdir: '/',
      env: { PATH: `${bin}:${process.env.PATH}` },
      user: null,
      entrypoint: [],
      command: [],
      healthcheck: '',
    }
    for (const step of stage.steps) await one(step, last, context, built)
    built.set(stage.name, last)
  }
  if (!last) throw new Error('no stage')
  return last
}

async function one({ verb, rest }: Step, image: Image, context: string, built: Map<string, Image>): Promise<void> {
  switch (verb) {
    case 'WORKDIR':
      image.workdir = rest
      mkdirSync(join(image.root, rest), { recursive: true })
      return
    case 'ENV':
      for (const [, name = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) image.env[name] = value
      return
    case 'COPY':
      return copy(rest.split(/\s+/), image, context, built)
    case 'RUN':
      await run('sh', ['-c', inRoot(rest, image)], {
        cwd: join(image.root, image.workdir),
        env: { ...outside(), ...image.env },
      })
      return
    case 'USER': {
      const [uid, gid] = rest.split(':').map(Number)
      image.user = { uid: uid ?? Number.NaN, gid: gid ?? Number.NaN }
      return
    }
    case 'HEALTHCHECK':
      image.healthcheck = /CMD (.*)$/.exec(rest)?.[1] ?? ''
      return
    case 'ENTRYPOINT':
      image.entrypoint = JSON.parse(rest) as string[]
      return
    case 'CMD':
      image.command = JSON.parse(rest) as string[]
      return
  }
}

async function copy(words: string[], image: Image, context: string, built: Map<string, Image>): Promise<void> {
  const from = /^--from=(.*)$/.exec(words[0] ?? '')?.[1]
  const [last = '', ...before] = (from === undefined ? words : words.slice(1)).toReversed()
  const base = from === undefined ? context : (built.get(from)?.root ?? '/nowhere')
  const target = join(image.root, image.workdir, last)
  // What another stage made is linked, not copied again: it is hundreds of megabytes.
  const flags = from === undefined ? '-R' : '-al'
  for (const path of before) await run('cp', [flags, join(base, path), target])
}

/** An absolute path of the image is one below its folder here; owners can be set by root only. */
const inRoot = (script: string, { root }: Image): string =>
  script.replace(/(?<=\s)\/(?=\w)/g, `${root}/`).replace(isRoot ? /$^/ : / -[og] \d+/g, '')

/** The machine's own settings for reaching packages, without those of the npm and the test runner above us. */
export const outside = (): Record<string, string> => {
  const kept =
    /^(HOME|TMPDIR|LANG|NODE_EXTRA_CA_CERTS|.*_proxy|npm_config_(registry|cache|userconfig|globalconfig|cafile))$/i
  const env = Object.entries(process.env).filter(
    (entry): entry is [string, string] => kept.test(entry[0]) && entry[1] !== undefined,
  )
  // The test set-up has just fetched the same packages.
  return { ...Object.fromEntries(env), npm_config_prefer_offline: 'true' }
}
