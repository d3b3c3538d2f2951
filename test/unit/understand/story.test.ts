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

  it.each([
    ['宏达建筑公司拖欠工资', '宏达建筑公司'],
    ['投诉鑫源物业公司乱收费', '鑫源物业公司'],
    ['我在永辉超市买到过期牛奶', '永辉超市'],
    ['被远大装饰有限公司骗了三万', '远大装饰有限公司'],
    ['柳镇中心小学食堂不干净', '柳镇中心小学'],
    ['我是利民制衣厂的工人，三个月没发工资', '利民制衣厂'],
    ['县人民医院多收检查费', '县人民医院'],
    ['大王村村委会不公开账目', '大王村村委会'],
    ['碧水园物业把地下室租出去了', '碧水园物业'],
    ['举报新世纪酒店排油烟', '新世纪酒店'],
    ['城东派出所不给立案', '城东派出所'],
    ['实验幼儿园乱收费', '实验幼儿园'],
    ['关于华美集团拖欠货款的问题', '华美集团'],
    ['向阳社区居委会不开证明', '向阳社区居委会'],
    ['2024年3月起，顺达运输公司的货车半夜轰鸣', '顺达运输公司'],
    ['第三中学补课收费', '第三中学'],
    ['我在县中医院住院，被多收了药费', '县中医院'],
    ['楼上漏水，物业不管', '物业'],
    ['施工方半夜打桩', '施工方'],
    ['房东不退押金', '房东'],
    ['包工头跑了', '包工头'],
    ['合同规定开发商六月交房', '开发商'],
    ['开发商承诺建学校没有兑现', '开发商'],
    ['据说开发商资金断裂', '开发商'],
    ['合同约定物业公司每天打扫', '物业'],
    ['房子质量差物业公司收费高', '物业'],
  ])('whom it is about, where that is plain: "%s": %s', (text, party) => {
    expect(readStory(text).parties).toEqual([party])
  })

  it.each([
    '我家乡镇医院没有儿科',
    '老家乡镇医院没有儿科',
    '孩子在学校门口摔倒',
    '附近没有幼儿园',
    '希望建一所小学',
    '去医院看病花了很多钱',
    '今年大学毕业找不到工作',
    '想开一家超市办不下证',
    '去找公司理论，没人理',
    '政府应该管管这些工厂',
    '小区门口的超市占道经营',
    '下班回家路过工地差点摔倒',
    '多家公司都不招人',
    '孩子上幼儿园难',
    '打电话给派出所没人接',
    '老师要求家长到学校',
    '每个小学都要交费',
    '我儿子初中毕业读职业学校',
    '交通事故后送到医院',
    '请求教育局给幼儿园拨款',
    '购房时承诺有小学',
    '消费者购买力下降超市涨价',
    '法院判决公司赔偿',
    '劳动法规定公司应当交社保',
    '家长反对学校补课',
    '政策允许工厂排污吗',
    '村民阻止工地施工',
    '上级检查学校才打扫卫生',
    '业主委托物业公司管理',
    '我爸爸送进医院第二天去世',
    '准备报考大学',
    '办理退休手续原单位工厂倒闭',
    '商家承诺入住酒店可退款',
    '城市建设大量工地扬尘',
    '居民共同聘请物业公司',
    '晚上十点还有工地施工',
    '本来说好由物业公司维修',
    '高考录取大学被顶替',
    '儿童免费接种医院不给打',
    '因为疫情公司停业',
  ])('nobody is named by words around a unit: "%s"', (text) => {
    expect(readStory(text).parties).toEqual([])
  })
})
