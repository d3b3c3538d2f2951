import { el } from './dom.js'

const PLACES = [
  { name: '人民广场', address: '城关街道人民路 1 号', latitude: 31.2304, longitude: 121.4737 },
  { name: '幸福小区南门', address: '城关街道幸福路 88 号', latitude: 31.2411, longitude: 121.4626 },
  { name: '柳河桥', address: '柳河镇桥头村', latitude: 31.1987, longitude: 121.4368 },
]

const FIELDS = [
  ['name', '地点'],
  ['address', '地址'],
  ['latitude', '纬度'],
  ['longitude', '经度'],
]

/** Some places to choose from; any of the fields can be written over. */
export const placeChooser = (send) => {
  const inputs = Object.fromEntries(
    FIELDS.map(([key, label]) => [
      key,
      el('input', { testid: `location-${key}`, value: PLACES[0][key], 'aria-label': label }),
    ]),
  )
  const [name, address, latitude, longitude] = FIELDS.map(([key, label]) => el('label', {}, label, inputs[key]))
  const fill = (place) => {
    for (const [key] of FIELDS) inputs[key].value = place[key]
  }
  const choose = async () => {
    box.hidden = true
    await send({
      name: inputs.name.value,
      address: inputs.address.value,
      latitude: Number(inputs.latitude.value),
      longitude: Number(inputs.longitude.value),
    })
  }
  const chip = (place) =>
    el('button', { type: 'button', testid: 'location-choice', onclick: () => fill(place) }, place.name)
  const box = el(
    'div',
    { className: 'places', testid: 'location-chooser', hidden: true },
    el('div', { className: 'chips' }, PLACES.map(chip)),
    name,
    address,
    el('div', { className: 'pair' }, latitude, longitude),
    el('button', { type: 'button', className: 'send', testid: 'location-send', onclick: choose }, '发送位置'),
  )
  return box
}
