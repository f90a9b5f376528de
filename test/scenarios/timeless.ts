/**
 * A transcript without what differs from run to run: durations, times of day, sizes, and whether a message was posted as
 * it stands or edited into it.
 */
export const timeless = (text: string): string =>
  text
    .replace(/\b\d+ min( \d+ s)?|\b\d+(\.\d+)? (s|ms)\b/g, 'N s')
    .replace(/\b\d{4}-\d{2}-\d{2}( |T)\d{2}:\d{2}(:\d{2}(\.\d+)?Z?)?/g, 'DATE TIME')
    .replace(/\b\d{2}:\d{2}(:\d{2})?\b/g, 'TIME')
    .replace(/\b\d+ bytes\b/g, 'N bytes')
    .replace(/ \(edited\)$/gm, '')
    .replace(/ +$/gm, '');
