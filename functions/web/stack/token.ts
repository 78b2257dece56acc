/** The bearer token of this tab. It never stands in an address that is sent or shared, and ends with the tab. */

import { decodedOf } from '../address/route.ts';

const KEY = 'howship.token';
const GIVEN = /^#token=(.+)$/;

/** What `howship up` prints brings it behind `#`, which no browser sends: it is kept and taken out of the address. */
export function takeToken(): string | null {
  const given = GIVEN.exec(location.hash)?.[1];
  if (given === undefined) return sessionStorage.getItem(KEY);
  keepToken(decodedOf(given));
  history.replaceState(null, '', `${location.pathname}#/`);
  return sessionStorage.getItem(KEY);
}

export const isTokenInAddress = (): boolean => GIVEN.test(location.hash);

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}

export function dropToken(): void {
  sessionStorage.removeItem(KEY);
}
