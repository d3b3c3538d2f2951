import { tidyAddress } from '../../../platform/chinese/index.ts'
import { meaningful, telling } from '../normalise.ts'
import { declines, isIndifferent, isSaidToUs, isStory, type Kind } from './kind.ts'

/** Says what happens, not where: particles and adverbs that no address holds. */
const TELLS = /[了吗呢吧]|没有?人|不让|不给|已经|一直|希望|怎么|为什么|[天每]天|投诉|举报|处理|解决/

/** A place in the citizen's words; known to us or not. A place the routing needs is asked for apart when we do not know it. */
export const place: Kind = {
  read(input) {
    if (input.type === 'location') {
      const known = input.understood.fields.place
      const value = { text: input.text, latitude: input.latitude, longitude: input.longitude, by: 'citizen' as const }
      return { is: 'value', value: known?.id ? { ...value, id: known.id } : value }
    }
    if (input.type !== 'answer' || meaningful(input.text) < 2) return { is: 'wrong' }
    if (declines(input.text) || isIndifferent(input.text)) return { is: 'skip' }
    const known = input.understood.fields.place
    const long = isStory(input.text)
    if (long && known) return { is: 'value', value: { ...known, by: 'citizen' }, also: 'story' }
    if (long || (!known && meaningful(input.text) >= 8 && TELLS.test(input.text))) return { is: 'story' }
    if (!known && isSaidToUs(input.text)) return telling(input.text) ? { is: 'story' } : { is: 'wrong' }
    const value = { text: tidyAddress(input.text), by: 'citizen' as const }
    return { is: 'value', value: known?.id ? { ...value, id: known.id } : value }
  },
}
