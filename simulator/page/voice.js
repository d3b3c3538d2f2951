import { el } from './dom.js'

const MADE_SECONDS = [3, 10, 60]
/** AMR 12.2 kbit/s (RFC 4867): a frame of 20 ms is 32 bytes behind its header. */
const FRAME_HEADER = 0x3c
const FRAME_BYTES = 32
const FRAMES_A_SECOND = 50

/** A browser cannot record AMR, so a voice is silence of some length, or a file. */
const silence = (seconds) => {
  const frames = new Uint8Array(seconds * FRAMES_A_SECOND * FRAME_BYTES)
  for (let at = 0; at < frames.length; at += FRAME_BYTES) frames[at] = FRAME_HEADER
  return new File(['#!AMR\n', frames], `voice-${seconds}s.amr`, { type: 'audio/amr' })
}

export const voiceChooser = (send) => {
  const choose = async (file) => {
    box.hidden = true
    await send(file)
  }
  const chip = (seconds) =>
    el(
      'button',
      { type: 'button', testid: 'voice-made', data: { seconds }, onclick: () => choose(silence(seconds)) },
      `${seconds} 秒`,
    )
  const file = el('input', {
    type: 'file',
    accept: '.amr,audio/amr',
    testid: 'voice-file',
    'aria-label': 'AMR 文件',
    onchange: () => file.files[0] && choose(file.files[0]),
  })
  const box = el(
    'div',
    { className: 'places', testid: 'voice-chooser', hidden: true },
    el('div', { className: 'chips' }, MADE_SECONDS.map(chip)),
    el('label', {}, 'AMR 文件', file),
  )
  return box
}
