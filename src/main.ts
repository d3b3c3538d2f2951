import { ROLES, type Role, start } from './app/start.ts'
import { AppError } from './platform/kernel/index.ts'

const role = process.argv[2] ?? 'all'
if (!ROLES.includes(role as Role)) {
  process.stderr.write(`unknown role ${role}: ${ROLES.join(', ')}\n`)
  process.exit(2)
}

try {
  const service = await start(role as Role, process.env)
  process.stdout.write(`${service.lines.join('\n')}\n`)
  if (role === 'migrate') await service.stop()
  else stopOnSignal(service.stop)
} catch (error) {
  // A fault that an operator can mend is a sentence; a bug keeps its stack.
  process.stderr.write(
    `${error instanceof AppError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}
