/** Official sample values (A) and values derived with the official sample key (C), as named in wecom-vectors.md. */
export const TOKEN = 'QDG6eK'
export const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
export const RECEIVE_ID = 'wx5823bf96d3bd56c7'

export const A1 = {
  timestamp: '1409659589',
  nonce: '263014780',
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  plain: '1616140317555161061',
}

export const A2 = {
  timestamp: '1409659813',
  nonce: '1372623149',
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
  plain:
    '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>',
}

export const A3 = {
  timestamp: '1409659813',
  nonce: '1372623149',
  signature: '1f3153b7abd0ba99b4ab2e57fac2376110d03a3c',
  encrypted:
    'pvXgeha3nZ7UQ2DG3WD3IVsNJR38QVl1+h+wmLQHIAwEG3Jey2aTZtvAWzhEZ9JEKGwIUMBWX3JlUhfo7O7WbvI10vHIsdSNr1nr3LuOwAfnwLJAMQNDxi5tHUl08Op59jxOL73r8+g60KOxMTaFwXzlr9Yxgq5ey5nzNb/2vDjjvDZNXkJVmL/XWnv6PXrVbTpNxphqWRv2BpPYqvwRMkHgdFliatljMVlkkRHS40FOHmtBhj/4RXtIexfDx8opBXwi0L9RTlYNQzGx+FA+74xVHG7Le/pmNDwc2Ri5mbw=',
  plain:
    '{ "ToUserName": "wx5823bf96d3bd56c7", "FromUserName": :mycreate", "CreateTime": 1409659813, "MsgType": "text", "Content": "hello", "MsgId": 4561255354251345929, "AgentID": 218}',
}

/** Receive id, message, ciphertext, signature; timestamp 1700000000, nonce n0nce. */
export const DERIVED = {
  C1: {
    receiveId: 'wx5823bf96d3bd56c7',
    plain:
      '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA[ENCApHxnGDNAVNY4AaSJKj4Tb5mwsEMzxhFmHVGcra996NR]]></Token><OpenKfId><![CDATA[wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q]]></OpenKfId></xml>',
    encrypted:
      'sKqRbbiSUnDhFHOvPjtUMc0r+4pkojrwLyrqr5QGn4Jw22aIbHY3Gg49O55FMrF3bIF+uiJopjQvC+Vv8N7w7Kf+og5Ina4gvVf6FJSxEtTkJXUwezwCpl+cFQXErXQH7IVauo6+nffmQFQrte+FKy11ElPdkvjO7Jw+kr/J2y9y/uMNezbRwP0OMlXTtHq6xdA0gf7EKiIxTJuWxBQP5U/+jxx9SMi/aAUTmcbBWFTyOp4oSEXm6CiQjeBzOBb8no4A+MXLF8A6zDB/zDH1LfitU7/Z6r/A/l4qJlcX/pMxa8Kch8mqyPMvn9ii/bkdraf2Gb97URkZS4kIZIeixjeB5FIHkV+aaEe7jivTl6k6KeZD/uGRtCQxNl54hGKdUZDIXbQnftRGwcqI8578WxeDGA4FrFSwRPDoeNGVkO/nxTVMKRcos3G/43kb/gsDxKeAcn5KQF6LseVKDlAqmUSob82qaYWCu3VsGF/f6ejgBKUMobUno8Zd2A78leAt',
    signature: 'e38387969abcde6c3f5e8838b7f9714bbafae9b4',
  },
  C2: {
    receiveId: '',
    plain: 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy',
    encrypted:
      'sKqRbbiSUnDhFHOvPjtUMWDeFyU6jJQM2ZaCv+8gOpqJTy7qdorgSPjbqLkbjKlb6hvF/ffuaVLgfeyfdZx/eL13hcl8EAujsc6pkWPut7Aopx4cZ082tV7x8mTHto9G',
    signature: 'e3a8b625efee111a7ad19d78ecb0622a5fb8eadc',
  },
  C3: {
    receiveId: '',
    plain: 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy',
    encrypted: 'sKqRbbiSUnDhFHOvPjtUMRxOrZJyg21EK/T+rVolxjf8dQa1Uia0Q/AMf64RBtSKXn3bsHVCMzVKgpaFHgncig==',
    signature: 'c356b3ba38425833ba7d91f497435104f9359b29',
  },
  C4: {
    receiveId: '',
    plain: 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy',
    encrypted:
      'sKqRbbiSUnDhFHOvPjtUMSs2XlUw+yb6BPf4Df6miljfj/6UUOSpuZvpaAiTAIkVFl8F54KUHQR8B9aVShG3a5QKpIFwmwmI6U7dXSxT4SBDDe4HKD+LV2jbi0CVV5kz',
    signature: 'b6c34fb8072cbacd145660c397a8922f8c025187',
  },
  C5: {
    receiveId: '',
    plain: 'zzzzzzzzzzzzz',
    encrypted: 'sKqRbbiSUnDhFHOvPjtUMdOormYIvIE8iQpbH0NtXplYXRsKECyM5TryaEsr2IAhnzmDWDk19EviJeLuHmMyBw==',
    signature: '09d8fc437c0247bf071b5e9aaa17ab7266ea8dd8',
  },
  C6: {
    receiveId: 'wx5823bf96d3bd56c7',
    plain: '{"t":"你好👋𠮷"}',
    encrypted: 'sKqRbbiSUnDhFHOvPjtUMWbJhe/f6SRnn/XlmpJ3QIUOMTsckYO3bTe0hoj+uKWkpZ0KFD9PCh38wXgjkEVFgQ==',
    signature: '67ed321fb9a5fb526576b0942a0167fc21131eb1',
  },
  C7: {
    receiveId: 'wx5823bf96d3bd56c7',
    plain: '',
    encrypted: 'sKqRbbiSUnDhFHOvPjtUMU5qwF3QTRQT35ZLQKNzkIFzNtEiqzhRA2bjiTq/aLNxdb+TySor6nIW5pigQ2NbKg==',
    signature: 'fdaa1da2b10adfbe0604bb740abb35b720861262',
  },
}
