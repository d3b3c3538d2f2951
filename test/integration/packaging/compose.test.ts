import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROLES } from '../../../src/app/start.ts'
import { VARIABLES } from '../../../src/platform/config/index.ts'

interface Service {
  image?: string
  command?: string[]
  environment?: Record<string, string>
  secrets?: string[]
  ports?: string[]
  healthcheck?: { disable?: boolean }
}
interface Compose {
  services: Record<string, Service>
  secrets: Record<string, { file: string }>
  volumes: Record<string, null>
}

const compose = parse(readFileSync(join(import.meta.dirname, '../../../compose.yaml'), 'utf8'), {
  merge: true,
}) as Compose
const ours = Object.values(compose.services).filter(({ image }) => image === 'minqing')

describe('compose.yaml', () => {
  it('runs migrate, web and worker, and no other role', () => {
    expect(ours.map(({ command }) => command?.[0]).sort()).toEqual(['migrate', 'web', 'worker'])
    expect(ours.every(({ command }) => ROLES.some((role) => role === command?.[0]))).toBe(true)
  })

  it('gives only variables that the program reads', () => {
    const names = new Set<string>(
      VARIABLES.flatMap((each) => ('secret' in each ? [each.name, `${each.name}_FILE`] : [each.name])),
    )
    expect(ours.flatMap(({ environment = {} }) => Object.keys(environment)).filter((name) => !names.has(name))).toEqual(
      [],
    )
  })

  it('gives every secret by a file, and declares each file', () => {
    const needed = VARIABLES.filter((each) => 'secret' in each && !/^(S3_|REDIS_URL)/.test(each.name)).map(
      ({ name }) => `${name}_FILE`,
    )
    for (const { environment = {}, secrets = [] } of ours) {
      expect(Object.keys(environment)).toEqual(expect.arrayContaining(needed))
      const mounted = Object.entries(environment).flatMap(([name, path]) =>
        name.endsWith('_FILE') && name !== 'ORG_FILE' ? [path] : [],
      )
      expect(mounted.sort()).toEqual(secrets.map((name) => `/run/secrets/${name}`).sort())
    }
    const used = Object.values(compose.services).flatMap(({ secrets = [] }) => secrets)
    expect(Object.keys(compose.secrets).sort()).toEqual([...new Set(used)].sort())
  })

  it('opens a port to this machine only: TLS stands before it', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports ?? [])
    expect(ports).toEqual(['127.0.0.1:3000:3000'])
  })

  it('asks for health only where HTTP is answered', () => {
    const asked = Object.entries(compose.services).filter(
      ([, { image, healthcheck }]) => image === 'minqing' && !healthcheck?.disable,
    )
    expect(asked.map(([name]) => name)).toEqual(['web'])
  })
})
