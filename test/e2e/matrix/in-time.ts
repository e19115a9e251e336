/** What `work` gives; or an error that says `late`, when that takes longer than `ms`. */
export async function inTime<T>(work: Promise<T>, ms: number, late: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${late} (within ${ms} ms)`)), ms);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
