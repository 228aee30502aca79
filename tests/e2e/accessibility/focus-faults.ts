import type { Page } from 'playwright-core';

const mostStops = 80;

/**
 * A4: goes through the page by Tab. Wherever the focus is, its ring is at least 3 px wide and stands out
 * 3:1 from what surrounds it, and no bar lies over it.
 */
export async function focusFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await fromTheTop(page);
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    const { fault, isOver } = await page.evaluate(focusFault);
    if (isOver) break;
    if (fault !== null) faults.push(fault);
  }
  await fromTheTop(page);
  return faults;
}

/** A2: presses of Tab from the top of the page to the first that matches. */
export async function tabStopsTo(page: Page, selector: string): Promise<number> {
  await fromTheTop(page);
  for (let stops = 1; stops <= mostStops; stops += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))
      return stops;
  }
  return Number.POSITIVE_INFINITY;
}

async function fromTheTop(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { body } = document;
    const before = body.getAttribute('tabindex');
    body.tabIndex = -1;
    body.focus({ preventScroll: true });
    body.blur();
    if (before === null) body.removeAttribute('tabindex');
    else body.setAttribute('tabindex', before);
    getSelection()?.collapse(body, 0);
    scrollTo(0, 0);
    for (const seen of document.querySelectorAll('[data-seen-focus]'))
      seen.removeAttribute('data-seen-focus');
  });
}

/** Of the element that has the focus now. Once round, it says that it is over. */
function focusFault(): { fault: string | null; isOver: boolean } {
  const element = document.activeElement;
  if (element === null || element === document.body || element.hasAttribute('data-seen-focus'))
    return { fault: null, isOver: true };
  element.setAttribute('data-seen-focus', '');
  const told = element.outerHTML.replace(' data-seen-focus=""', '').slice(0, 160);
  const drawn = ringOf(element);
  if (drawn === null) return { fault: `no ring of 3 px: ${told}`, isOver: false };
  const ratio = contrast(pixel(getComputedStyle(drawn).outlineColor), groundOf(drawn));
  if (ratio < 3) return { fault: `a ring of ${ratio.toFixed(1)}:1: ${told}`, isOver: false };
  return { fault: isCovered(element) ? `covered while it has the focus: ${told}` : null, isOver: false };

  /** Its own, its card's, or that of the mark that stands for a hidden input. */
  function ringOf(focused: Element): Element | null {
    const around: Element[] = [focused];
    for (let up = focused.parentElement; up !== null && around.length < 4; up = up.parentElement)
      around.push(up);
    const beside = focused.nextElementSibling === null ? [] : [focused.nextElementSibling];
    const isRing = (each: Element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 3;
    };
    return [...around, ...beside].find(isRing) ?? null;
  }

  function pixel(colour: string): number[] {
    const canvas = document.createElement('canvas');
    canvas.width = 1;
    canvas.height = 1;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  }

  function groundOf(drawnOn: Element): number[] {
    for (let up = drawnOn.parentElement; up !== null; up = up.parentElement) {
      const ground = pixel(getComputedStyle(up).backgroundColor);
      if ((ground[3] ?? 0) > 250) return ground;
    }
    return [255, 255, 255, 255];
  }

  function luminance(colour: number[]): number {
    const [red = 0, green = 0, blue = 0] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one: number[], other: number[]): number {
    const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
    return (lighter + 0.05) / (darker + 0.05);
  }

  function isCovered(focused: Element): boolean {
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0] : undefined;
    // A label that is only read out covers nothing and shows nothing.
    const target = label !== undefined && label.offsetWidth > 1 ? label : focused;
    const box = target.getBoundingClientRect();
    const inside = (at: number, from: number, to: number) => from + (to - from) * at;
    const left = Math.max(box.left, 0);
    const right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0);
    const bottom = Math.min(box.bottom, innerHeight);
    if (right - left < 2 || bottom - top < 2) return true;
    const shares = [0.1, 0.5, 0.9];
    return !shares.some((x) =>
      shares.some((y) => {
        const seen = document.elementFromPoint(inside(x, left, right), inside(y, top, bottom));
        return target.contains(seen);
      }),
    );
  }
}
