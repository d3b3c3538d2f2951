import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../../..')
const dir = mkdtempSync(join(tmpdir(), 'understand-'))
const command = async (name: string, ...args: string[]): Promise<string> =>
  (await run(process.execPath, [join(root, `src/app/commands/${name}.ts`), ...args], { cwd: dir })).stdout

const lines = (name: string, rows: object[]): string => {
  const file = join(dir, name)
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  return file
}

afterAll(() => rmSync(dir, { recursive: true }))

describe('train and eval', () => {
  it.each([
    ['train', ['--data', 'absent.jsonl']],
    ['eval', ['classify', '--data', 'absent.jsonl', '--json']],
    ['eval', ['urgency', '--data', 'absent.jsonl', '--ordinary', 'absent.jsonl']],
    ['eval', ['fields', '--data', 'absent.jsonl,other.jsonl', '--json']],
    ['eval', ['demands', '--data', 'absent.jsonl']],
  ])('%s %j says that there is no data, and that is no failure', async (name, args) => {
    expect(await command(name, ...args)).toBe('skipped: no data\n')
  })

  it.each(['paths', 'ways'])('eval %s without a labelled message is a failure that says so', async (task) => {
    await expect(command('eval', task, '--data', 'absent.jsonl')).rejects.toMatchObject({
      code: 1,
      stderr: 'eval: no labelled message is in absent.jsonl\n',
    })
  })

  it('eval paths and eval ways print what they find of messages that somebody placed', async () => {
    const data = lines('placed.jsonl', [{ id: 1, title: '路灯不亮', detail: '小区门口的路灯坏了一个月' }])
    const about = { source: 'placed.jsonl', id: 1, part: 'test' }
    const path = '城乡建设/城市建设和市政管理/城市公共设施'
    const placed = lines('paths.jsonl', [{ ...about, path, also: [] }])
    const judged = lines('ways.jsonl', [{ ...about, kind: 'claim', way: 6 }])
    const paths = JSON.parse(await command('eval', 'paths', '--data', data, '--truth', placed, '--json'))
    expect(paths).toMatchObject({ n: 1, level2: { top1: 1, top5: 1 }, level3: { top1: 1, top5: 1 }, nothing: 0 })
    const ways = JSON.parse(await command('eval', 'ways', '--data', data, '--truth', judged, '--json'))
    expect(ways.test.kind).toMatchObject({ n: 1, accuracy: 1, nothing: 1 })
    expect(ways.test.way).toMatchObject({ n: 1, accuracy: 1, shown: 1, each: { 6: { n: 1, recall: 1 } } })
  })

  it('train writes a model that describes itself without a word of its rows', async () => {
    const rows = Array.from({ length: 24 }, (_, i) => ({
      label: i % 2 === 0 ? '教育文体' : '交通运输',
      title: `第${i}条`,
      detail: i % 2 === 0 ? '老师在学校补课收费' : '出租车司机拒载不打表',
    }))
    await command('train', '--data', lines('rows.jsonl', rows), '--out', join(dir, 'out'), '--date', '2026-01-02')
    const text = readFileSync(join(dir, 'out/category.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      classes: expect.arrayContaining(['交通运输', '教育文体', '政法']),
      training: { rows: 24, date: '2026-01-02' },
    })
    expect(text).not.toContain('补课')
  })

  it('eval classify scores other rows than the trained with the shipped model', async () => {
    const rows = [
      { label: '教育文体', title: '学校补课', detail: '老师在学校强制学生补课收费' },
      { label: '劳动和社会保障', title: '拖欠工资', detail: '老板拖欠农民工工资不签劳动合同' },
    ]
    const out = JSON.parse(await command('eval', 'classify', '--data', lines('l.jsonl', rows), '--json'))
    expect(out).toMatchObject({ how: 'shipped_model', n: 2, accuracy: 1, top2: 1, must_abstain_kept: null })
    for (const key of ['macro_f1', 'coverage', 'set_size_mean', 'abstained', 'p99_ms', 'per_class'])
      expect(out).toHaveProperty(key)
  })

  it('eval classify maps the domains of another board and counts what must be left open', async () => {
    const rows = [
      ...Array.from({ length: 15 }, () => ({
        domain: '教育',
        title: '学校补课',
        content: '老师在学校强制学生补课收费',
      })),
      { domain: '金融', title: '学校补课', content: '老师在学校强制学生补课收费' },
      { domain: '治安', title: '你好', content: '' },
      { domain: '治安', title: '报警', content: '派出所不给立案，店里的东西被偷了' },
    ]
    const out = JSON.parse(await command('eval', 'classify', '--data', lines('d.jsonl', rows), '--json'))
    expect(out).toMatchObject({ n: 15, macro_f1: 1, must_abstain_kept: 0.6667 })
  })

  it('eval fields and demands score what is read against what is marked, over all and over each half', async () => {
    const one = lines('one.jsonl', [{ id: 7, title: '阳光小区停水', detail: '已收20元。请尽快恢复供水，谢谢' }])
    const other = lines('other.jsonl', [{ tid: 'x', title: '路', content: '幸福路坏了' }])
    const truth = lines('truth.jsonl', [
      {
        ...{ source: 'one.jsonl', id: 7, half: 'development' },
        ...{ spans: { place: [[0, 4]], amount: [[9, 12]], demands: [[13, 20]] }, also: {} },
      },
      { source: 'other.jsonl', id: 'x', half: 'test', spans: { place: [[2, 5]], party: [[0, 1]] }, also: {} },
    ])
    const evaluate = async (task: string, data: string) =>
      JSON.parse(await command('eval', task, '--data', data, '--truth', truth, '--json'))
    const fields = await evaluate('fields', `${one},${other}`)
    expect(fields).toMatchObject({ n: 2, place: 1, amount: 1, party: 0, time: 0 })
    expect(fields.test).toMatchObject({ place: { labelled: 1, f1: 1 }, amount: { labelled: 0 } })
    expect(await evaluate('demands', one)).toMatchObject({ n: 1, f1: 1, f1_exact: 1, precision: 1, recall: 1 })
  })

  it('eval learning puts the shipped model beside what it becomes of decided matters', async () => {
    const words = ['晚点', '甩站', '拥挤', '改线', '停运', '涨价', '漏雨', '司机骂人', '没有空调', '等不到']
    const rows = words.map((word) => ({ label: '交通运输', text: `公交车${word}，请管一管` }))
    const out = JSON.parse(await command('eval', 'learning', '--data', lines('o.jsonl', rows), '--json'))
    expect(out.n).toBe(rows.length)
    expect(out.taught.accuracy_open).toBeGreaterThan(out.shipped.accuracy_open)
  })

  it('eval urgency tells the four figures apart', async () => {
    const graded = lines('g.jsonl', [
      { text: '我不想活了', high: true },
      { text: '今天天气不错', high: true },
      { text: '路灯坏了', high: false },
    ])
    const ordinary = lines('o.jsonl', [{ title: '路灯', detail: '路灯坏了' }])
    const args = ['urgency', '--data', graded, '--ordinary', ordinary, '--json']
    const figures = { n: 3, recall_high: 0.5, alarm_low: 0, alarm_ordinary: 0 }
    const own = JSON.parse(await command('eval', ...args))
    expect(own).toMatchObject(figures)
    expect(own.recall_inside).toBeGreaterThan(0.7)
    expect(JSON.parse(await command('eval', ...args, '--inside', graded)).recall_inside).toBeCloseTo(1 / 3, 3)
  })
})
