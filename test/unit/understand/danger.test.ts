import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadUnderstanding } from '../../../src/case/understand/index.ts'

const { danger } = loadUnderstanding({ rulesDir: join(import.meta.dirname, '../../../rules') })

const NOW = [
  ['self_harm', '我在楼顶，不想活了，再不解决我就跳下去'],
  ['self_harm', '欠我的工资不给，我今天就去跳楼'],
  ['self_harm', '学校里有学生要跳楼，现在就站在楼顶'],
  ['gas', '隔壁家里煤气泄漏了，味道特别大，楼道里都是'],
  ['gas', '我家闻到一股很浓的天然气味，不知道哪里漏的'],
  ['fire', '三楼着火了，老人还在里面'],
  ['fire', '小区会所里着火了，快来人'],
  ['fire', '可怕的是楼上邻居家里着火了'],
  ['fire', '3号楼起火了，消防车进不来'],
  ['trapped', '电梯坏了，有人被困在里面半个小时了'],
  ['trapped', '刚刚一个小孩掉进下水道'],
  ['collapse', '住了二十年的老房子塌了，里面还有人'],
  ['electric', '路边有人触电了，倒在水里不动'],
  ['water', '孩子掉进河里了，快救人'],
  ['violence', '有个男的拿着刀在学校门口'],
  ['violence', '老公打我，正在砸门，我很害怕'],
  // A number of a house is no day of a month.
  ['violence', '柳渡镇幸福路12号，有人拿刀砍人'],
  ['fire', '文昌路5号着火了'],
  ['fire', '我家12号着火了'],
  ['self_harm', '有人要跳楼，在人民路20号'],
  ['medical', '老人晕倒在地上叫不醒'],
  ['minor', '邻居天天虐待孩子，今晚又在打，孩子哭得很惨'],
  ['traffic', '前面翻车了，司机流了很多血'],
  ['crowd', '门口聚集了上百人打起来了'],
]

const ASK = ['物价这么高，老百姓活不下去了', '如果再拖下去，我也不想活了', '家里有人家暴，怎么办', '厨房老是有煤气味']

const NONE = [
  '小区消防通道被占，存在火灾隐患',
  '电线乱拉，安全隐患很大，万一着火了怎么办',
  '施工队没有围挡，容易造成触电事故',
  '气死我了，跑了三趟都办不成',
  '天天加班要累死人',
  '吃这种油等于慢性自杀',
  '去年三号楼着火了，到现在外墙没修',
  '2019年5月这里发生过煤气中毒',
  '12号晚上有人拿刀砍人，派出所来过了',
  '本月12号下午三号楼着火了，没人赔',
  '商家搞跳楼价促销，全是假货',
  '燃气公司乱收费，煤气费涨价',
  '父亲的救命钱被保险公司拒付',
  '担心房子塌了，请来鉴定',
  '每次停电都有人被困在电梯里',
  '老师被道德绑架，必须参加',
  '工地夜间施工，吵死人了',
  '路灯坏了半个月',
  '',
]

/** None of them has a word for its danger. */
const DESCRIBED = [
  '楼下充电的电瓶车在烧，烟都灌到楼上了',
  '有个孩子掉进了化粪池，大人够不着',
  '挖机把燃气管挖破了，气一直往外喷',
  '两个小孩坐在六楼窗台外面，家里没有大人',
  '我爸栽倒在院子里，嘴歪了，怎么喊都没反应',
  '村里的桥叫大水掏空了，学生还天天从上面走',
]

describe('danger to life', () => {
  it.each(DESCRIBED)('asks when a sentence tells of danger without naming it: %s', (sentence) => {
    expect(danger(`物业费涨了三次，没有人管。${sentence}。请给个答复。`)).toMatchObject({
      level: 'ask',
      hits: [{ word: sentence, at: 13, kind: 'described' }],
    })
  })

  it('takes neither the past nor what might be for a danger of now', () => {
    for (const text of ['楼下充电的地方不够。中午有人在烧菜', '担心电瓶车充电的时候烧起来', '父亲三年前离开了人世']) {
      expect(danger(text).level).toBe('none')
    }
  })

  it.each(NOW)('shows the numbers at once (%s): %s', (kind, text) => {
    const found = danger(text)
    expect(found.level).toBe('now')
    expect(found.hits.map((hit) => hit.kind)).toContain(kind)
  })

  it.each(ASK)('asks whether somebody is in danger: %s', (text) => {
    expect(danger(text).level).toBe('ask')
  })

  it.each(NONE)('takes an ordinary complaint for one: %j', (text) => {
    expect(danger(text)).toMatchObject({ level: 'none', hits: [] })
  })

  it.each(NOW)('finds it inside a long complaint too (%s): %s', (_, text) => {
    const before = '我们小区的物业从去年开始就不打扫卫生，垃圾堆在楼道里没人管，业主多次投诉都没有结果。'
    const after = '希望领导重视，给我们一个答复。另外停车收费也不合理，之前反映过。'
    expect(danger(`${before.repeat(3)}${text}。${after.repeat(3)}`).level).toBe('now')
  })

  it('points at the words as they were written', () => {
    const text = '您好，楼上 着 火了'
    expect(danger(text).hits).toEqual([{ word: '着 火了', at: 6, kind: 'fire' }])
  })
})
