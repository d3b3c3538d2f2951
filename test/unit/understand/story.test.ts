import { describe, expect, it } from 'vitest'
import { readPlaceWords, readStory } from '../../../src/case/understand/index.ts'

describe('where, in words that are no place of ours', () => {
  it.each([
    ['位于幸福路12号的工地半夜施工', '幸福路12号'],
    ['幸福路坏了半年', '幸福路'],
    ['我们住在阳光小区3栋2单元，楼上漏水', '阳光小区3栋2单元'],
    ['阳光小区停水三天了', '阳光小区'],
    ['人民路菜市场门口天天堵车', '人民路菜市场门口'],
    ['反映柳林镇大王村3组的路没修', '柳林镇大王村3组'],
    ['投诉：A3区人民路旁边的工地', 'A3区人民路旁边'],
    ['您好，澄江县石塘乡下河村水渠断了', '澄江县石塘乡下河村'],
    ['家在翠竹花园，物业乱收费', '翠竹花园'],
    ['在建设大道路口，红绿灯坏了', '建设大道路口'],
    ['地址：文昌街道北门社区', '文昌街道北门社区'],
    ['关于龙门村的低保', '龙门村'],
    ['居住的丽水家园没有电梯', '丽水家园'],
    ['从解放路到学校没有路灯', '解放路'],
    ['高新区软件园附近，科技路堵车', '科技路'],
    ['２０２５年起，幸福路１２号漏水', '幸福路12号'],
    ['大王村', '大王村'],
    ['碧水花苑5栋', '碧水花苑5栋'],
    ['我家在学府路18号楼3单元', '学府路18号楼3单元'],
    ['路过黄河大桥附近，中山路积水', '中山路'],
  ])('"%s": %s', (text, place) => {
    expect(readPlaceWords(text)).toBe(place)
  })

  it.each([
    '小区里有人养鸡，味道很大',
    '路灯坏了两个月没有人修',
    '村里的路一直没修',
    '我们全村都没有水',
    '请有关部门处理',
    '打了网路客服也没用',
    '高速公路收费太贵',
    '农村医保怎么报',
    '孩子在学校门口摔倒了',
    '没有出路了',
    '公司拖欠工资三个月',
    'A市太堵了',
    '随着城镇建设',
    '老旧小区改造',
    '',
  ])('nothing is read in "%s"', (text) => {
    expect(readPlaceWords(text)).toBeNull()
  })
})

describe('what else a story says', () => {
  it.each([
    ['我们20户业主联名反映电梯坏了', 20],
    ['全体320名职工共同要求补发工资', 320],
    ['我代表全村三百多户一起反映：我们共同要求修路', 300],
    ['我们小区50多户一致要求换物业', 50],
  ])('who file together say how many: "%s"', (text, count) => {
    expect(readStory(text).together?.count).toBe(count)
  })

  it.each(['小区500户停水三天', '我们一家3口人没地方住', '路灯坏了，20个人摔倒过', '我们厂有300人'])(
    'how many suffer is not how many file: "%s"',
    (text) => {
      expect(readStory(text).together).toBeNull()
    },
  )

  it('what was tried before is kept in its own words', () => {
    expect(readStory('路灯坏了，8月打过12345没有结果。希望修好。').tried).toEqual(['8月打过12345没有结果'])
    expect(readStory('路灯坏了，希望多次检查。').tried).toEqual([])
  })

  it.each([
    ['我替我母亲反映养老金的事', '母亲'],
    ['帮邻居问一下低保', '邻居'],
    ['代我爷爷反映房子漏水', '爷爷'],
  ])('for whom it is told: "%s"', (text, who) => {
    expect(readStory(text).behalf).toBe(who)
  })

  it.each(['母亲生病了没有钱', '为孩子上学的事着急', '邻居半夜放音响'])('one’s own matter: "%s"', (text) => {
    expect(readStory(text).behalf).toBeNull()
  })

  it.each([
    ['路灯坏了。联系电话：13800000000', { phone: '13800000000' }],
    ['楼上漏水，我叫李建国，电话13800000000', { phone: '13800000000', name: '李建国' }],
    ['停水了，请联系我，手机138 0000 0000', { phone: '13800000000' }],
  ])('a number of one’s own: "%s"', (text, contact) => {
    expect(readStory(text).contact).toEqual(contact)
  })

  it.each(['老板电话13800000000，一直不接', '拨打13800000000无人接听', '骗子用13800000000打来'])(
    'never the number of somebody else: "%s"',
    (text) => {
      expect(readStory(text).contact).toBeNull()
    },
  )

  it('blame without a name is worth a question, a name is not', () => {
    expect(readStory('村支书贪污补助款').blamed).toBe(true)
    expect(readStory('宏达建筑公司拖欠工资').blamed).toBe(false)
    expect(readStory('路灯坏了').blamed).toBe(false)
  })

  it('a bare kind will do where it says whom the citizen means', () => {
    expect(readStory('楼上漏水，物业不管').parties).toEqual(['物业'])
    expect(readStory('请居委会帮忙修路灯').parties).toEqual([])
  })

  it.each(['私立学校收费太高', '许多公司都这样', '城区学校太挤', '中小学放假太晚'])(
    'any of a kind is nobody: "%s"',
    (text) => {
      expect(readStory(text).parties).toEqual([])
    },
  )
})
