/** Complete accounting, for a replay that must know whether anything was lost, doubled or refused. */
export interface PhoneBook {
  sent: { msgid: string; at: number; open_kfid: string; msgtype: string; text?: string }[]
  accepted: {
    msgid: string
    at: number
    open_kfid: string
    msgtype: string
    text: string
    via: 'send_msg' | 'on_event'
  }[]
  /** errcode → how many sends were refused with it. */
  refused: Record<string, number>
  /** Sends refused as already accepted (95033): not a failure. */
  duplicates: number
}

export interface MemberBook {
  delivered: { msgid: string; at: number; msgtype: string }[]
  clicks: number
  /** Over 30/min or 1000/h: the platform drops these without a word. */
  dropped: number
}

export interface Books {
  phone(externalUserid: string): PhoneBook
  member(userid: string): MemberBook
  snapshot(): { phones: Record<string, PhoneBook>; members: Record<string, MemberBook> }
}

export const createBooks = (): Books => {
  const phones = new Map<string, PhoneBook>()
  const members = new Map<string, MemberBook>()
  return {
    phone: (id) => openOr(phones, id, () => ({ sent: [], accepted: [], refused: {}, duplicates: 0 })),
    member: (id) => openOr(members, id, () => ({ delivered: [], clicks: 0, dropped: 0 })),
    snapshot: () => ({ phones: Object.fromEntries(phones), members: Object.fromEntries(members) }),
  }
}

const openOr = <T>(map: Map<string, T>, key: string, make: () => T): T => {
  const held = map.get(key) ?? make()
  map.set(key, held)
  return held
}
