/** A page of the console on paper. */
import type { Page } from 'playwright-core';

/** How many sheets of A4 it takes. Chromium writes the objects of pages uncompressed. */
export async function sheetsOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ format: 'A4' });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** As it is laid out there: what a person reads on paper. */
export async function onPaper<T>(page: Page, look: () => Promise<T>): Promise<T> {
  await page.emulateMedia({ media: 'print' });
  try {
    return await look();
  } finally {
    await page.emulateMedia({ media: null });
  }
}
