import type { AccommodationTool, TimeFactor } from '@attest/contracts';

export const factors: readonly TimeFactor[] = [1, 1.25, 1.5, 2];

export const tools: readonly AccommodationTool[] = [
  'screen-reader',
  'magnifier',
  'speech-input',
  'human-reader',
  'human-scribe',
  'separate-room',
  'food-and-medicine',
];

const mostMinutes = 1_440;

/** @returns seconds; nothing entered is none; null when it is no whole number of minutes up to a day */
export function readMinutes(entered: string): number | null {
  const text = entered.trim();
  if (text === '') return 0;
  if (!/^\d+$/.test(text) || Number(text) > mostMinutes) return null;
  return Number(text) * 60;
}

/** The last moment of a day as this place counts it. @param day such as "2026-11-22" */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}
