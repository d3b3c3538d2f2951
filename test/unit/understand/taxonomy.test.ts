import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { faultsOfData } from '../../../src/app/commands/check.ts'
import { taxonomy } from '../../../src/app/commands/taxonomy.ts'
import { ROOT } from '../../../src/app/root.ts'
import {
  loadUnderstanding,
  nodeOn,
  readTable,
  readTaxonomyRules,
  replaced,
} from '../../../src/case/understand/index.ts'

const dir = mkdtempSync(join(tmpdir(), 'taxonomy-'))
const rulesDir = join(dir, 'rules')
cpSync(join(ROOT, 'rules'), rulesDir, { recursive: true })
afterAll(() => rmSync(dir, { recursive: true }))

const HEAD = '一级分类\t二级分类\t三级分类\t别名\t失效日期\t备注\n'
const table = (...lines: string[]) => readTable(HEAD + lines.join('\n'))

describe('a table of categories', () => {
  it('becomes entries by path, with aliases, dates and the owner’s note where it has them', () => {
    expect(table('政法\t诉讼\t民事诉讼\t官司、打官司\t2027-12-31\t不含执行', '政法\t诉讼\t行政诉讼')).toEqual({
      ok: true,
      value: {
        '政法/诉讼/民事诉讼': { aliases: ['官司', '打官司'], validTo: '2027-12-31', note: '不含执行' },
        '政法/诉讼/行政诉讼': {},
      },
    })
  })

  it('tells every fault with its line', () => {
    const read = table('政法\t诉讼\t民事诉讼', '', '政法\t\t民事诉讼', '政法\t诉讼\t民事诉讼', '政/法')
    expect(read).toEqual({
      ok: false,
      error: [
        'line 4: leaves out a level',
        'line 5: 政法/诉讼/民事诉讼 stands twice',
        'line 6: has a name with a / in it',
      ],
    })
    expect(readTable('类别\n政法')).toMatchObject({ ok: false })
  })

  const known = {
    ...{ version: '1', source: '', validFrom: '2016-01-01' },
    entries: { 政法: { note: '政法委' }, '政法/诉讼/民事诉讼': { aliases: ['官司'] }, '政法/诉讼/旧': {} },
  }

  it('keeps what was known of a path where it is silent, and ends what it no longer has', () => {
    const next = replaced(known, { '政法/诉讼/民事诉讼': {}, '政法/诉讼/新': {} }, { version: '2', from: '2027-01-01' })
    expect(next).toMatchObject({
      ok: true,
      value: {
        version: '2',
        entries: {
          政法: { note: '政法委' },
          '政法/诉讼/民事诉讼': { aliases: ['官司'] },
          '政法/诉讼/新': { validFrom: '2027-01-01' },
          '政法/诉讼/旧': { validTo: '2026-12-31' },
        },
      },
    })
  })

  it('with dates that are none, or that end before they begin, is refused', () => {
    const end = (validTo: string) => ({ '政法/诉讼/民事诉讼': { validTo } })
    for (const validTo of ['soon', '2015-12-31'])
      expect(replaced(known, end(validTo), { version: '2', from: '2027-01-01' }).ok).toBe(false)
  })

  it('is imported by a command; old entries stay in the file, but may not be chosen any more', () => {
    const file = join(dir, 'new.tsv')
    const kept = Object.keys(readTaxonomyRules(rulesDir).entries).filter((path) => path !== '政法/诉讼/民事诉讼')
    writeFileSync(file, HEAD + [...kept, '政法/诉讼/新的'].map((path) => path.replaceAll('/', '\t')).join('\n'))
    expect(taxonomy(['import', file, '--version', '2027', '--from', '2027-01-01'], rulesDir).code).toBe(0)
    const after = loadUnderstanding({ rulesDir })
    const on = (name: string, day: string) => nodeOn(after.taxonomy, ['政法', '诉讼', name], day) !== null
    expect([on('民事诉讼', '2026-12-31'), on('民事诉讼', '2027-01-01')]).toEqual([true, false])
    expect([on('新的', '2026-12-31'), on('新的', '2027-01-01')]).toEqual([false, true])
    expect(after.modelVersion).toContain('taxonomy-2027')
    expect(taxonomy(['import', file], rulesDir).code).toBe(2)
  })
})

describe('the check of the data that people edit', () => {
  it('has nothing to say of what ships, and tells a fault of the taxonomy', () => {
    expect(faultsOfData()).toEqual([])
    const root = join(dir, 'faulty')
    cpSync(join(ROOT, 'flows'), join(root, 'flows'), { recursive: true })
    cpSync(join(ROOT, 'rules'), join(root, 'rules'), { recursive: true })
    const file = join(root, 'rules/taxonomy.yaml')
    writeFileSync(file, `${readFileSync(file, 'utf8')}  一/二/三/四: {}\n`)
    expect(faultsOfData(root).join()).toContain('is no path of one to 3 names')
  })
})

describe('second- and third-level suggestions', () => {
  const shipped = loadUnderstanding({ rulesDir: join(ROOT, 'rules') })
  const ranked = (text: string, confirmed: { path: string[]; text: string }[] = [], chosen: string | null = null) =>
    shipped.paths('2026-03-02', confirmed)({ text }, shipped.classify({ text }).scores, chosen)

  it.each([
    ['公交车司机态度差，站台不停车', '城乡建设/城市建设和市政管理/公共汽车'],
    ['工厂夜里排废水，河水又黑又臭', '环境保护/环境污染/水污染'],
    ['开发商延期交房一年了', '城乡建设/住房保障与房地产/房地产开发管理'],
    ['村里的土地流转费一直没有发', '农村农业/土地承包经营/土地流转'],
  ])('come from names and aliases: %s', (text, path) => {
    expect(ranked(text)[0]?.path.join('/')).toBe(path)
  })

  it('lean to what one begins with', () => {
    const [begun, later] = ['路灯不亮', '垃圾没有人清运']
    const tail = '这些事我们已经向社区说过很多次了，每次都说会有人来看一看，到现在还是老样子，'
    expect(ranked(`${begun}，${tail}${later}`)[0]?.path.at(-1)).toBe('城市公共设施')
    expect(ranked(`${later}，${tail}${begun}`)[0]?.path.at(-1)).toBe('环境卫生')
  })

  it('say which words led there, and are none where nothing was said', () => {
    expect(ranked('公交车司机态度差，站台不停车')[0]?.words).toEqual(['公交车', '站台'])
    expect(ranked('你好')).toEqual([])
  })

  it('follow what the office decided of alike matters', () => {
    const text = '广场上晚上跳舞的音响声音太大，孩子没法睡觉'
    const path = ['环境保护', '环境污染', '噪音污染']
    const [first] = ranked(text, [{ path, text: '楼下广场每天晚上跳舞，音响声音太大' }])
    expect(first).toMatchObject({ path, confirmed: 1 })
    expect(ranked('公司没有给我们交社保', [{ path, text: '楼下广场每天晚上跳舞' }])[0]?.confirmed).toBe(0)
  })

  it('lean to the first level that a person chose', () => {
    const text = '加油站卖的油有问题，还有安全隐患'
    expect(ranked(text, [], '城乡建设')[0]?.path[0]).toBe('城乡建设')
    expect(ranked(text, [], '经济管理')[0]?.path[0]).toBe('经济管理')
  })
})
