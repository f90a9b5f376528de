/** What is sent there can be read on its way; only on this machine does nobody see it pass. */
export const isInClear = (url: string): boolean =>
  url.startsWith('http:') && !/^http:\/\/(127(\.\d+){3}|\[::1\]|localhost)(:\d+)?(\/|$)/.test(url);
