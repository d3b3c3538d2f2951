import { connect, type Socket } from 'node:net'
import { click, doorbell, type Family, sealedRequest } from './requests.ts'

/** What one run is asked to do; the only argument, as JSON. Prints its figures as JSON and ends. */
export interface Load {
  port: number
  path: string
  family: Family
  what: 'doorbell' | 'click'
  accounts: string[]
  rate: number
  seconds: number
  /** Numbers of clicks begin here, so that two runs are different events or the same. */
  from: number
}

export interface LoadFigures {
  sent: number
  p50_ms: number
  p95_ms: number
  p99_ms: number
  max_ms: number
  /** How many were answered with which status; `none` had no answer. */
  statuses: Record<string, number>
}

interface Line {
  socket: Socket
  due: number
  answer: string
}

const GIVE_UP_MS = 10_000

/**
 * So many requests a second, each at its own moment whether or not earlier ones are answered; a latency runs from the moment at
 * which the request was due, so that a server that stalls is not spared those that would have come meanwhile.
 */
const run = async (load: Load): Promise<LoadFigures> => {
  const count = load.rate * load.seconds
  const plain = (n: number) =>
    load.what === 'click'
      ? click(load.family.corpId, load.from + n)
      : doorbell(load.family.corpId, load.accounts[n % load.accounts.length] ?? '', n)
  const requests = Array.from({ length: count }, (_, n) => sealedRequest(load.path, load.port, load.family, plain(n)))
  const idle: Line[] = []
  const busy = new Set<Line>()
  const took: number[] = []
  const statuses: Record<string, number> = {}
  const ended = Promise.withResolvers<void>()
  let answered = 0

  const settle = (line: Line, status: string) => {
    took.push(performance.now() - line.due)
    statuses[status] = (statuses[status] ?? 0) + 1
    answered += 1
    busy.delete(line)
    if (status !== 'none') idle.push(line)
    if (answered === count) ended.resolve()
  }
  const send = (line: Line, due: number, n: number) => {
    Object.assign(line, { due, answer: '' })
    busy.add(line)
    line.socket.write(requests[n] ?? '')
  }
  const open = (): Line => {
    const socket = connect({ host: '127.0.0.1', port: load.port, noDelay: true })
    const line: Line = { socket, due: 0, answer: '' }
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      line.answer += chunk
      const end = line.answer.indexOf('\r\n\r\n')
      if (end === -1) return
      const length = Number(/content-length: (\d+)/i.exec(line.answer)?.[1] ?? 0)
      if (line.answer.length < end + 4 + length || !busy.has(line)) return
      settle(line, line.answer.slice(9, 12))
    })
    const lost = () => {
      if (busy.has(line)) settle(line, 'none')
      // A server closes what was idle for long.
      else if (idle.includes(line)) idle.splice(idle.indexOf(line), 1)
    }
    socket.on('error', lost)
    socket.on('close', lost)
    return line
  }

  const started = performance.now() + 200
  let next = 0
  const tick = () => {
    const now = performance.now()
    for (; next < count; next += 1) {
      const due = started + (next * 1000) / load.rate
      if (due > now) break
      // As many connections as it needs: a platform does not wait for one to be free.
      send(idle.pop() ?? open(), due, next)
    }
    for (const line of [...busy].filter((each) => now - each.due > GIVE_UP_MS)) {
      settle(line, 'none')
      line.socket.destroy()
    }
    if (next < count || busy.size > 0) setTimeout(tick, 1)
  }
  tick()
  await ended.promise
  for (const line of idle) line.socket.destroy()
  const sorted = took.toSorted((a, b) => a - b)
  const quantile = (q: number): number => sorted[Math.ceil(sorted.length * q) - 1] ?? 0
  return {
    sent: count,
    p50_ms: quantile(0.5),
    p95_ms: quantile(0.95),
    p99_ms: quantile(0.99),
    max_ms: quantile(1),
    statuses,
  }
}

process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '') as Load)))
