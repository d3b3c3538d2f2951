import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** `npm run bench -- NAME [--json]`: every file beside this one is a benchmark of its name, with a `main(argv)`. */
const names = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && name !== 'main.ts')
  .map((name) => name.slice(0, -'.ts'.length))
  .sort()

const [name = '', ...rest] = process.argv.slice(2)

if (names.includes(name)) {
  const bench = (await import(join(import.meta.dirname, `${name}.ts`))) as { main(argv: string[]): Promise<number> }
  process.exitCode = await bench.main(rest)
} else {
  console.error(`usage: bench NAME [--json], NAME: ${names.join(', ')}`)
  process.exitCode = 2
}
