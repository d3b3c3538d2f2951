import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseOrg, petitionOfficeOf, uncoveredCategories } from '../../../src/case/org/index.ts'
import { route } from '../../../src/case/ticket/index.ts'

const CATEGORIES = [
  ...['城乡建设', '党务政务', '国土资源', '环境保护', '纪检监察', '交通运输', '经济管理', '科技与信息产业'],
  ...['民政', '农村农业', '商贸旅游', '卫生计生', '政法', '教育文体', '劳动和社会保障'],
]

function county() {
  const parsed = parseOrg(readFileSync(join(import.meta.dirname, '../../../simulator/county.yaml'), 'utf8'), CATEGORIES)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

describe('the made-up county', () => {
  const org = county()

  it('has no fault, a route for every category and a petition office at its root', () => {
    expect(uncoveredCategories(org, CATEGORIES)).toEqual([])
    expect(petitionOfficeOf(null, org)?.id).toBe('petition')
  })

  it('has nine towns with three to five villages each, and an office in every town', () => {
    const towns = org.places.filter(({ level }) => level === 'town')
    expect(towns).toHaveLength(9)
    for (const town of towns) {
      const villages = org.places.filter(({ parent }) => parent === town.id).length
      expect(villages, town.name).toBeGreaterThanOrEqual(3)
      expect(villages, town.name).toBeLessThanOrEqual(5)
      expect(org.offices.filter(({ kind, place }) => kind === 'town' && place === town.id)).toHaveLength(1)
    }
  })

  it('leads every category at every place to an office with at least two people, never to the fallback', () => {
    for (const category of CATEGORIES) {
      for (const place of [null, ...org.places.map(({ id }) => id)]) {
        const found = route({ category, place, kind: 'claim' }, org)
        expect(found.ok && found.value.how).not.toBe('fallback')
        const officeId = found.ok ? found.value.officeId : ''
        expect(org.staff.filter(({ office }) => office === officeId).length).toBeGreaterThanOrEqual(2)
      }
    }
  })

  it('gives everybody a substitute in the same office', () => {
    for (const one of org.staff) {
      expect(org.staff.find(({ userid }) => userid === one.substitute)?.office, one.userid).toBe(one.office)
    }
  })
})
