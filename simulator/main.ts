import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'
import { configSchema, environmentOf, randomBot, randomConfig, type SimulatorConfig } from './config.ts'
import { startSimulator } from './index.ts'

const { values } = parseArgs({
  options: {
    config: { type: 'string' },
    org: { type: 'string' },
    callback: { type: 'string', default: 'http://127.0.0.1:3000' },
    port: { type: 'string', default: '4000' },
    host: { type: 'string', default: '127.0.0.1' },
    quiet: { type: 'boolean', default: false },
    // Ends with whoever started it: its standard input closes then, even after kill -9.
    bound: { type: 'boolean', default: false },
  },
})

/** The organisation file of a service: only its staff, and what their offices are called, concerns WeCom. */
const orgSchema = z.object({
  offices: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
  staff: z.array(z.object({ userid: z.string(), name: z.string(), office: z.string() })),
})

const readYaml = async (file: string): Promise<unknown> => parse(await readFile(file, 'utf8'))

const readMembers = async (): Promise<SimulatorConfig['members']> => {
  if (values.org === undefined) return [{ userid: 'zhangsan', name: '张三', department: '值班室' }]
  const { staff, offices } = orgSchema.parse(await readYaml(values.org))
  const called = new Map(offices.map((office) => [office.id, office.name]))
  return staff.map(({ userid, name, office }) => ({ userid, name, department: called.get(office) ?? office }))
}

const readConfig = async (): Promise<SimulatorConfig> => {
  if (values.config === undefined) return randomConfig({ callback: values.callback, members: await readMembers() })
  const read = configSchema.parse(await readYaml(values.config)) as SimulatorConfig
  const config = { ...read, bot: read.bot ?? randomBot() }
  return values.org === undefined ? config : { ...config, members: await readMembers() }
}

const config = await readConfig()
const simulator = await startSimulator({
  ...config,
  port: Number(values.port),
  host: values.host,
  ...(values.quiet
    ? {}
    : { transcript: (line) => console.log(line.at, line.kind, line.what, line.errcode || '', line.detail ?? '') }),
})

console.log(`simulator: ${simulator.url} (two phones in a browser: open it)`)
for (const [name, value] of Object.entries(environmentOf(config, simulator.url))) console.log(`${name}=${value}`)

const stop = async () => {
  await simulator.close()
  process.exit(0)
}
if (values.bound) process.stdin.once('end', stop).resume()
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
