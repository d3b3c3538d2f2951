import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'

const countySchema = z.object({
  places: z.array(z.object({ id: z.string(), name: z.string(), level: z.string(), parent: z.string().optional() })),
  offices: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
  staff: z.array(z.object({ userid: z.string(), name: z.string(), office: z.string() })),
})

export interface Town {
  name: string
  villages: string[]
}

/** What a citizen knows of the place they live in, and who works where. */
export interface County {
  towns: [Town, ...Town[]]
  staff: { userid: string; name: string; office: string }[]
  /** Offices that have every matter no route leads elsewhere; reaching them is not being routed. */
  fallback: string[]
}

export const readCounty = async (file: string | URL): Promise<County> => {
  const { places, offices, staff } = countySchema.parse(parse(await readFile(file, 'utf8')))
  const villagesOf = (town: string) => places.filter((each) => each.level === 'village' && each.parent === town)
  const [first, ...others] = places
    .filter((each) => each.level === 'town')
    .map((town) => ({ name: town.name, villages: villagesOf(town.id).map((village) => village.name) }))
  if (!first) throw new Error('the county has no towns')
  const fallback = offices.filter((office) => office.kind === 'petition').map((office) => office.id)
  return { towns: [first, ...others], staff, fallback }
}
