/**
 * public: holds nothing about citizens, needs no session · staff: any session · matter: a session whose owner may read the
 * matter in the address; its row is loaded, and the read recorded, before the handler runs.
 */
export type Access = 'public' | 'staff' | 'matter'

export interface DeskRoute {
  method: 'GET' | 'POST'
  url: string
  access: Access
}

const route = (method: DeskRoute['method'], url: string, access: Access): DeskRoute => ({ method, url, access })

/** Every address of the desk and who may use it. A handler for an address that is not here is refused at start. */
export const DESK_ROUTES: readonly DeskRoute[] = [
  route('GET', '/login', 'public'),
  route('GET', '/login/back', 'public'),
  route('POST', '/logout', 'staff'),
  route('GET', '/', 'staff'),
  route('GET', '/m/register', 'staff'),
  route('GET', '/m/ledger', 'staff'),
  route('GET', '/m/tickets/:id', 'staff'),
  route('GET', '/pocket/:name', 'public'),
  route('GET', '/api/openapi.json', 'public'),
  route('GET', '/api/me', 'staff'),
  route('GET', '/api/offices', 'staff'),
  route('GET', '/api/jssdk', 'staff'),
  route('GET', '/api/categories', 'staff'),
  route('POST', '/api/registrations', 'staff'),
  route('GET', '/api/ledger', 'staff'),
  route('GET', '/api/tickets', 'staff'),
  route('GET', '/api/tickets/:id', 'matter'),
  route('POST', '/api/tickets/:id/acts', 'matter'),
  route('POST', '/api/tickets/:id/merge', 'matter'),
  route('POST', '/api/tickets/:id/split', 'matter'),
  route('POST', '/api/tickets/:id/category', 'matter'),
  route('POST', '/api/tickets/:id/query-code', 'matter'),
  route('GET', '/api/tickets/:id/files/:mediaId', 'matter'),
  route('POST', '/api/tickets/:id/transcriptions', 'matter'),
  route('GET', '/api/tickets/:id/documents', 'matter'),
  route('POST', '/api/tickets/:id/documents', 'matter'),
  route('POST', '/api/tickets/:id/documents/preview', 'matter'),
  route('GET', '/api/tickets/:id/documents/:document/:format', 'matter'),
]

/** HEAD answers as GET without the body, under the same policy. */
export function accessOf(method: string, url: string): Access | null {
  const asked = method === 'HEAD' ? 'GET' : method
  return DESK_ROUTES.find((each) => each.method === asked && each.url === url)?.access ?? null
}
