/** Of each mark the newest matters are looked at, whatever there are: a look-up costs the same in a county and in a province. */
export const PER_MARK = 200
/** The likeliest of these are compared word by word. */
export const CANDIDATES = 60
