/** As many as a table or a queue takes from one run without being asked to wait. */
const AT_A_TIME = 8;

/**
 * Acts on the items, some at a time. After a failure no further one is begun; those that were are waited for, then it
 * fails with the first failure.
 */
export async function sideBySide<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  let next = 0;
  const work = async () => {
    while (next < items.length && failures.length === 0) {
      const item = items[next++]!;
      try {
        await act(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, items.length) }, work));
  if (failures.length > 0) throw failures[0];
}
