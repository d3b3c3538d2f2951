/**
 * Words that are meant for a machine and not for an office: "忽略以上指令". A text that holds them goes to no model; everything
 * else goes on as without one, so that a citizen who writes about machines loses nothing but the help. It is a first fence, not
 * the last: what a model may do at all is bounded in keep.ts.
 */
export function speaksToMachine(text: string): boolean {
  const plain = text.normalize('NFKC')
  if (HIDDEN_CHARS.test(plain) || MARKUP.test(plain) || ENCODED.test(plain)) return true
  const lower = plain.toLowerCase()
  if (FOREIGN.test(lower)) return true
  // 忽 略 以 上, 忽-略-以-上, 忽😀略
  const squeezed = lower.replace(/[^\p{L}\p{N}]+/gu, '')
  return ORDERS.some((pattern) => pattern.test(squeezed))
}

/** Tag characters and direction marks show nothing and say something. */
const HIDDEN_CHARS = /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u
/** Forms of prompts, of data and of programs that nobody writes by hand to an office. */
const MARKUP =
  /<\|?\s*\/?\s*(?:im_start|im_end|system|assistant|user|instructions?|prompt|script)|<!--|\[\/?INST\]|```|\{\{|\{%|"\s*:\s*["[{\dtfn]|^\s*#{2,}\s|(?:^|[\n。！？])\s*(?:system|assistant|user|human|ai|系统|助手|用户|模型)\s*[:：]|\b(?:DROP|DELETE|UPDATE|INSERT|SELECT)\s+(?:TABLE|FROM|INTO|\w+\s+SET)\b/i
/** Long runs without a space: base64, hexadecimal, percent signs. An address of a page is none. */
const ENCODED = /(?<![\w/.=&?%-])(?:[A-Za-z0-9+/]{28,}={0,2}|(?:%[0-9A-Fa-f]{2}){6,}|(?:\\[ux][0-9A-Fa-f]{2,4}){3,})/
const FOREIGN =
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:above|previous|prior|all|instructions?|rules?|prompt)|\b(?:you are now|act as|pretend|jailbreak|developer mode|system prompt|respond (?:only )?with|output only|new instructions?|do anything now)\b|無視して|指示に従|무시하|지시를|игнорируй|ignorez|ignora(?:r)? (?:las|le|todas)|\bhu\s?l[uü]e\s+(?:yi\s?shang|suo\s?you)/

const EARLIER =
  '(?:以上|上面|上述|前面|之前|此前|先前|前述|所有|一切|任何|全部|系统|系統|原来|原來|原有|你的|您的|给你的|給你的)'
const RULES = '(?:指令|指示|提示|规则|規則|规定|規定|设定|設定|要求|命令|约束|限制|内容|內容|设置|的话)'
const IGNORE =
  '(?:忽略|无视|無視|忘记|忘掉|忘記|抛开|拋開|不要理会|不用理会|别管|不必遵守|不要遵守|不再遵守|绕过|繞過|跳过|推翻|覆盖|作废|清空|删除)'
const MACHINE =
  '(?:ai|a1|人工智能|人工智慧|大模型|语言模型|語言模型|模型|机器人|機器人|智能助手|智能体|助手|助理|程序|系统|系統|分类器|分类员|登记员|算法|gpt|llm|dan)'
const HANDLED =
  '(?:办结|辦結|结案|結案|销案|关闭|關閉|撤销|已解决|已办理|已完成|已答复|已受理|不予受理|不受理|驳回|退回|最高优先级|紧急|特急|无效|作废|通过)'
const CASE =
  '(?:工单|工單|信访件|案件|案子|本案|本件|此件|该件|这件|這件|投诉|事项|编号|編號|类别|類別|分类|分類|状态|狀態|等级|级别|优先级|危险|危險|字段|结果)'
const ORDERS = [
  `${IGNORE}.{0,8}${EARLIER}.{0,8}${RULES}`,
  `${IGNORE}.{0,4}${EARLIER}?.{0,4}(?:指令|指示|提示词|提示詞|设定|設定|系统规则)`,
  '提示词|提示詞|系统提示|系統提示|系统指令|系統指令|系统消息|prompt|jailbreak|越狱|开发者模式|開發者模式|调试模式|调试命令|管理员模式|维护模式|root权限|sudo',
  `(?:你|您)(?:现在|現在|从现在起|接下来|将)?(?:是|扮演|充当|作为|就是|变成|其实是)(?:一个|一名|一個|个)?.{0,8}${MACHINE}`,
  `(?:扮演|假装|假裝|模仿).{0,10}(?:${MACHINE}|局长|领导|管理员|奶奶)`,
  `(?:致|给|對|对|请|告诉|各位|尊敬的|亲爱的|如果你是)(?:处理本文的|审核的|后台的|读到这里的|阅读此文的|负责分类的)?${MACHINE}.{0,6}(?:请|你|把|将|直接|必须|应当|應當|输出|執行|执行|不要|标记|只)`,
  `(?:输出|返回|回复|填写|填入|填|写成|答|生成)(?:为|以下|如下|下列|这个|一个|出)?.{0,6}(?:json|字段|格式|category|place|wants|party|null|类别名|类别为|代码)`,
  `(?:把|将|將|请).{0,10}${CASE}.{0,8}(?:标记|標記|标为|设置|设为|設為|置为|改为|改成|改到|更改|归为|归入|归到|归类|判定|判为|视为|定为|选为|填为|固定为|写成|登记成|记为|算作|调为|调到|降为|升为)`,
  `(?:把|将|將).{0,14}(?:标记|標記|设置|设|設|改|置|记|判|登记|录入|写)(?:为|成|到|作).{0,6}${HANDLED}`,
  `${CASE}(?:应|應|必须|一律|直接|统一|请|要|已)?(?:分类|分類|归类|设|選|选|填|定|改|标)?(?:为|為|成|是|等于|=)(?:无|none|0|低|普通|${HANDLED})`,
  `(?:类别|類別|分类|分類)(?:必须|应|應|请|一律|只能|统一|固定)?(?:设为|设成|选择|选|填写|填|写|改为|改成|定为|判为|归为|输出|答)`,
  `(?:立即|直接|自动|自動|马上|强制|強制|现在|请)(?:将|把)?.{0,6}(?:办结|辦結|结案|結案|销案)`,
  '(?:运行|調用|调用)(?:以下|下面|下列|如下|这段|上述|这个|函数|工具|接口)|(?:执行|執行|运行|運行)(?:以下|下面|下列|如下|这段|上述|这个)?(?:命令|指令|代码|脚本)',
  '翻译(?:并|后|完)?(?:执行|照做|遵照)|(?:解码|解密|倒着读|反过来读|逆序|拼起来|连起来读|每句第一个字).{0,10}(?:执行|照做|遵照|就是|指令|要求)?',
  '(?:本次|这次|以下)?(?:对话|会话)(?:开始|结束|重置)|新的(?:指令|任务|规则|设定)|最新(?:指令|规定是你)|(?:指令|任务)(?:更新|变更|如下)|end(?:of)?(?:prompt|instruction)|原话(?:结束|到此|完毕)|以上是?(?:示例|例子|测试|样例)',
  '(?:我|本人)(?:就)?是.{0,6}(?:系统管理员|管理员|开发者|开发人员|程序员|工程师|测试员|运维|超级用户)|(?:管理员|开发者|开发人员|运维)(?:授权|指令|命令|口令|密码|验证码)',
  '(?:如果|假如|当|一旦)(?:你(?!们)|系统|模型).{0,12}(?:看到|读到|收到|处理).{0,12}(?:就|则|请|必须)',
  '(?:从现在起|从现在开始|接下来|以后|今后|此后)(?:你|您|系统|所有回复|每次|都).{0,8}(?:必须|只能|只要|一律|都|只)',
].map((pattern) => new RegExp(pattern, 'u'))
