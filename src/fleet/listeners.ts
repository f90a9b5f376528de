/** Those in this process that hear what is told. */
export function createListeners() {
  const listeners = new Set<(subject: string) => void>();
  return {
    tell(subject: string): void {
      for (const listener of listeners) listener(subject);
    },
    /** Gives the end of it. */
    listen(listener: (subject: string) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
