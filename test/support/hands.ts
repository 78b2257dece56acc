/** Two hands that work the console: one has a mouse, the other a keyboard alone. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Hand {
  /** Controls that it has used so far, by their names as people read them. */
  readonly used: readonly string[];
  press(control: Locator, name: string): Promise<void>;
  /** Writes into a field in place of what stands there. */
  write(field: Locator, name: string, text: string): Promise<void>;
  choose(list: Locator, name: string, value: string): Promise<void>;
  /** Writes lines into a text below the line that reads so. */
  writeBelow(field: Locator, name: string, line: string, text: string): Promise<void>;
  bringFiles(files: readonly string[]): Promise<void>;
}

/** Points and clicks; it types only where a field is to be filled, as everybody does. */
export function mouseHand(page: Page): Hand {
  const used: string[] = [];
  /** As a person does, who scrolls until it is seen: a click in its middle. */
  const click = async (target: Locator) => {
    await target.scrollIntoViewIfNeeded();
    await target.click();
  };
  return {
    used,
    async press(control, name) {
      used.push(name);
      await click(control);
    },
    async write(field, name, text) {
      used.push(name);
      await field.click({ clickCount: 3 });
      await page.keyboard.type(text);
    },
    async choose(list, name, value) {
      used.push(name);
      // The browser draws an open list outside of the page, where no test can click.
      await list.selectOption(value);
    },
    async writeBelow(field, name, line, text) {
      used.push(name);
      const above = await placeOf(line, field);
      const { top, height } = (await askOf(
        field,
        `(field) => { const { paddingTop, lineHeight } = getComputedStyle(field);
          field.scrollTop = 0; return { top: parseFloat(paddingTop), height: parseFloat(lineHeight) }; }`,
      )) as { top: number; height: number };
      await field.click({ position: { x: 40, y: top + (above + 0.5) * height } });
      await page.keyboard.press('End');
      await page.keyboard.insertText(`\n${text}`);
    },
    async bringFiles(files) {
      await drop(page, page.locator('.drop'), files);
    },
  };
}

/** How many lines stand above it, once the text has come. */
async function placeOf(line: string, field: Locator): Promise<number> {
  const place = async () => (await field.inputValue()).split('\n').indexOf(line);
  await expect.poll(place, { timeout: 30_000 }).toBeGreaterThanOrEqual(0);
  return place();
}

/** What a function of the page's own language, which the types here do not know, answers of a control. */
async function askOf(control: Locator, script: string): Promise<unknown> {
  await control.evaluate((node: object) => Object.assign(globalThis, { asked: node }));
  return control.page().evaluate(`(${script})(window.asked)`);
}

/** Drags files of this machine over a place of the page, and lets them go there. */
async function drop(page: Page, place: Locator, files: readonly string[]): Promise<void> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('expected a box to drop files on, got none');
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: box.x + 20, y: box.y + 20, data });
}

const MOST_STOPS = 200;

/** What has the focus, as a person sees it. */
interface Stop {
  readonly isWanted: boolean;
  /** It is drawn with a frame, and nothing lies over it. */
  readonly isSeen: boolean;
  /** It stands after what had the focus before, or is the first of the page. */
  readonly isAfter: boolean;
  readonly says: string;
}

const STOP = `(wanted) => {
  const now = document.activeElement;
  const before = window.lastStop;
  window.lastStop = now;
  const { outlineStyle, outlineWidth } = getComputedStyle(now);
  const { left, top, width, height } = now.getBoundingClientRect();
  const at = document.elementFromPoint(left + width / 2, Math.min(top + height / 2, innerHeight - 1));
  return {
    isWanted: now === wanted,
    isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && at !== null && (now.contains(at) || at.contains(now)),
    isAfter: !before?.isConnected || now.matches('.skip') || Boolean(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING),
    says: (now.getAttribute('aria-label') ?? now.innerText ?? now.tagName).trim().slice(0, 60),
  };
}`;

/**
 * Never points: Tab until the control has the focus. At every stop on the way the focus must be seen, and must go on in
 * the order of the page.
 */
export function keyboardHand(page: Page): Hand {
  const used: string[] = [];
  const go = async (target: Locator) => {
    await target.waitFor();
    const passed: string[] = [];
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await page.keyboard.press('Tab');
      // From the last control of a page the focus leaves it, and comes back at its top.
      if ((await page.evaluate('document.activeElement === document.body')) === true) {
        await page.evaluate('window.lastStop = undefined');
        continue;
      }
      const stop = (await askOf(target, STOP)) as Stop;
      if (!stop.isSeen)
        throw new Error(`the focus is not seen on "${stop.says}", after ${passed.join(' | ')}`);
      if (!stop.isAfter)
        throw new Error(`the focus goes back to "${stop.says}", after ${passed.join(' | ')}`);
      if (stop.isWanted) return;
      passed.push(stop.says);
    }
    throw new Error(`Tab does not reach ${target}: ${passed.join(' | ')}`);
  };
  return {
    used,
    async press(control, name) {
      used.push(name);
      await go(control);
      await page.keyboard.press('Enter');
    },
    async write(field, name, text) {
      used.push(name);
      await go(field);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    async choose(list, name, value) {
      used.push(name);
      await go(list);
      const values = (await askOf(list, '(list) => [...list.options].map(({ value }) => value)')) as string[];
      const from = values.indexOf(await list.inputValue());
      const to = values.indexOf(value);
      for (let step = 0; step < Math.abs(to - from); step++)
        await page.keyboard.press(to > from ? 'ArrowDown' : 'ArrowUp');
    },
    async writeBelow(field, name, line, text) {
      used.push(name);
      await go(field);
      const above = await placeOf(line, field);
      await page.keyboard.press('Control+Home');
      for (let step = 0; step < above; step++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.insertText(`\n${text}`);
    },
    async bringFiles(files) {
      const choosing = page.waitForEvent('filechooser');
      await go(page.getByRole('button', { name: 'Choose files' }));
      await page.keyboard.press('Enter');
      // The window of the system in which files are chosen is not the page's.
      await (await choosing).setFiles([...files]);
    },
  };
}
