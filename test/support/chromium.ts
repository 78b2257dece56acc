/** A browser that shows pages as people see them; it comes with `npm ci`. */
import chromiumBuild from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** It runs as root too, and draws without a graphics card and with little shared memory. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--font-render-hinting=none',
];

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumBuild.executablePath(),
    args: ARGUMENTS,
    headless: true,
  });
}
