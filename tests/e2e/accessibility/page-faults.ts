/**
 * What each rule finds on a page as it stands. Every function runs inside the browser, so it names nothing
 * from outside; each returns one line a fault, with the element it means.
 */

/** A3: choosing, opening and typing are done by native elements. */
export function imitatedControls(): string[] {
  const natives: Readonly<Record<string, string>> = {
    radio: 'input',
    checkbox: 'input',
    switch: 'input',
    combobox: 'select, input',
    listbox: 'select',
    option: 'option',
    spinbutton: 'input',
    slider: 'input',
    textbox: 'input, textarea',
    searchbox: 'input',
    dialog: 'dialog, [popover]',
  };
  return [...document.querySelectorAll('[role]')].flatMap((element) => {
    const native = natives[element.getAttribute('role') ?? ''];
    return native === undefined || element.matches(native) ? [] : [`not native: ${shortened(element)}`];
  });

  function shortened(element: Element): string {
    return element.outerHTML.slice(0, 160);
  }
}

/** A5: what scrolls sideways by itself can be reached and has a name; the page itself does not. */
export function sidewaysScrolling(): string[] {
  const page = document.documentElement;
  const sideways = page.scrollWidth > innerWidth ? [`the page is ${page.scrollWidth} px wide`] : [];
  const scrollers = [...document.body.querySelectorAll<HTMLElement>('*')].filter((element) => {
    const { overflowX } = getComputedStyle(element);
    return (overflowX === 'auto' || overflowX === 'scroll') && element.scrollWidth > element.clientWidth + 1;
  });
  const faulty = scrollers.filter(
    (element) =>
      element.tabIndex < 0 ||
      !(
        element.hasAttribute('aria-label') ||
        element.hasAttribute('aria-labelledby') ||
        (element instanceof HTMLTextAreaElement && element.labels.length > 0)
      ),
  );
  return [
    ...sideways,
    ...faulty.map(({ outerHTML }) => `a scroller without name or focus: ${outerHTML.slice(0, 160)}`),
  ];
}

/** A5, A13: texts that are cut off, besides those that say so by an ellipsis. */
export function clippedTexts(): string[] {
  const isMeant = (style: CSSStyleDeclaration) =>
    style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || style.clipPath !== 'none';
  const cut = [...document.body.querySelectorAll<HTMLElement>('*')].filter((element) => {
    const style = getComputedStyle(element);
    const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
    const hidesDown = style.overflowY === 'hidden' || style.overflowY === 'clip';
    if (isMeant(style)) return false;
    return (
      (hides && element.scrollWidth > element.clientWidth + 1) ||
      (hidesDown && element.scrollHeight > element.clientHeight + 4)
    );
  });
  const sideways = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
  return [...sideways, ...cut.map(({ outerHTML }) => `cut off: ${outerHTML.slice(0, 200)}`)];
}

/** A6: what can be pressed is 24 px in both directions, answers and main buttons are 44 px high. */
export function smallTargets(): string[] {
  const pressable =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=menuitem], [role=button]';
  const answers =
    '[data-answers] :is(label:has(input[type=radio], input[type=checkbox]), select, textarea), .button.primary';
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest('.unseen, .skip') === null;

  const small = [...document.querySelectorAll(pressable)].filter((element) => {
    if (!isShown(element) || isInText(element)) return false;
    const { width, height } = targetOf(element);
    return width < 23.5 || height < 23.5;
  });
  const low = [...document.querySelectorAll(answers)].filter(
    (element) => isShown(element) && element.getBoundingClientRect().height < 43.5,
  );
  return [
    ...small.map((element) => `under 24 px: ${element.outerHTML.slice(0, 160)}`),
    ...low.map((element) => `under 44 px high: ${element.outerHTML.slice(0, 160)}`),
  ];

  /** The words of a sentence may be links (WCAG 2.5.8, exception "inline"). */
  function isInText(element: Element): boolean {
    if (!element.matches('a, button, select') || !getComputedStyle(element).display.startsWith('inline'))
      return false;
    const around = element.closest('p, li, dd, td, caption, label, legend, figcaption, span');
    return around !== null && around.textContent.trim().length > element.textContent.trim().length;
  }

  /** A label is part of the target of its input. */
  function targetOf(element: Element): { width: number; height: number } {
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const boxes = [element, ...labels].map((each) => each.getBoundingClientRect());
    return {
      width: Math.max(...boxes.map(({ width }) => width)),
      height: Math.max(...boxes.map(({ height }) => height)),
    };
  }
}

/** A4: with all colours taken away, no two states of a question in the list look the same. */
export function statesByColourAlone(): string[] {
  const shapes = new Map<string, string>();
  for (const button of document.querySelectorAll('button.question-number')) {
    const { borderTopStyle, borderBottomWidth, fontWeight } = getComputedStyle(button);
    const drawn = [...button.children].map(({ classList }) => [...classList].join('.'));
    const signs = button.querySelector('svg')?.innerHTML ?? '';
    const shape = [borderTopStyle, borderBottomWidth, fontWeight, ...drawn, signs].join(' ');
    const state = [...button.classList].join(' ') + drawn.join(' ');
    shapes.set(state, shape);
  }
  const seen = new Map<string, string>();
  return [...shapes].flatMap(([state, shape]) => {
    const twin = seen.get(shape);
    seen.set(shape, state);
    return twin === undefined ? [] : [`“${state}” is drawn like “${twin}”`];
  });
}

/** A4: what is not chosen looks empty. Browsers draw their own boxes in grey, and in the dark as if they were full. */
export function filledBoxes(): string[] {
  const open = document.querySelectorAll('input:is([type=radio], [type=checkbox]):not(:checked)');
  return [...open]
    .filter((box) => getComputedStyle(box).appearance !== 'none')
    .map((box) => `looks filled: ${box.outerHTML.slice(0, 160)}`);
}

/** A7: one polite and one assertive live region; the clock is none. */
export function liveRegionFaults(): string[] {
  const count = (selector: string) => document.querySelectorAll(selector).length;
  const polite = count(
    '[aria-live=polite], [role=status]:not([aria-live]), [role=log]:not([aria-live]), output',
  );
  const assertive = count('[aria-live=assertive], [role=alert]:not([aria-live])');
  const clocks = [...document.querySelectorAll('[role=timer]')].filter(
    (clock) =>
      clock.getAttribute('aria-live') !== 'off' ||
      clock.parentElement?.closest('[aria-live]:not([aria-live=off])'),
  );
  return [
    ...(polite === 1 ? [] : [`${polite} polite live regions`]),
    ...(assertive === 1 ? [] : [`${assertive} assertive live regions`]),
    ...clocks.map(() => 'the clock is announced'),
  ];
}

/** A10: heading, landmarks, title, language, and forms that say what they want and what is missing. */
export function structureFaults(): string[] {
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const shown = (selector: string) => [...document.querySelectorAll(selector)].filter(isShown);
  const faults: string[] = [];
  const exactlyOne = (selector: string) => {
    const found = shown(selector).length;
    if (found !== 1) faults.push(`${found} × ${selector}`);
  };
  exactlyOne('h1');
  exactlyOne('main');
  if (document.documentElement.lang === '') faults.push('no language');
  if (!/\S.* – \S/.test(document.title) && location.pathname !== '/')
    faults.push(`a title that does not name the page: “${document.title}”`);
  for (const field of shown('input[type=email], input[type=password]')) {
    if (!field.getAttribute('autocomplete')) faults.push(`no autocomplete: ${field.outerHTML.slice(0, 160)}`);
  }
  for (const field of shown('[aria-invalid=true]')) {
    const ids = `${field.getAttribute('aria-describedby') ?? ''} ${field.getAttribute('aria-errormessage') ?? ''}`;
    const words = ids
      .split(/\s+/)
      .map((id) => (id === '' ? '' : (document.getElementById(id)?.textContent ?? '')));
    if (words.join('').trim() === '') faults.push(`no words to the error: ${field.outerHTML.slice(0, 160)}`);
    // A dialog asks for one thing, with its error right there.
    const isAlone = field.closest('dialog') !== null;
    if (!isAlone && document.querySelector(`a[href="#${field.id}"]`) === null)
      faults.push(`not in the summary of errors: ${field.outerHTML.slice(0, 160)}`);
  }
  return faults;
}

/** A11: a drawing has a name, and sentences that hold every word in it. */
export function drawingFaults(): string[] {
  const drawings = [...document.querySelectorAll('svg:not([aria-hidden=true])')].filter((svg) =>
    svg.checkVisibility({ visibilityProperty: true }),
  );
  return drawings.flatMap((svg) => {
    const name = textOf(svg.getAttribute('aria-labelledby')) + (svg.getAttribute('aria-label') ?? '');
    const equivalent = textOf(svg.getAttribute('aria-describedby')).toLowerCase();
    const words = [...svg.querySelectorAll('text')].flatMap(
      (text) => text.textContent.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
    );
    const missing = [...new Set(words)].filter((word) => !equivalent.includes(word));
    return [
      ...(name.trim() === '' ? [`a drawing without a name: ${svg.outerHTML.slice(0, 120)}`] : []),
      ...(equivalent.trim() === '' ? [`a drawing without a text: ${svg.outerHTML.slice(0, 120)}`] : []),
      ...(missing.length > 0 && equivalent !== ''
        ? [`not in the text of the drawing: ${missing.join(', ')}`]
        : []),
    ];
  });

  function textOf(ids: string | null): string {
    return (ids ?? '')
      .split(/\s+/)
      .map((id) => (id === '' ? '' : (document.getElementById(id)?.textContent ?? '')))
      .join(' ');
  }
}

/** A12, for whoever asked for less motion. */
export function motionFaults(): string[] {
  const moving = [...document.querySelectorAll('*')].filter((element) => {
    const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
    const lasts = (durations: string) =>
      durations.split(',').some((duration) => Number.parseFloat(duration) > 0.01);
    return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration));
  });
  const scripted = document.getAnimations().map(({ id }) => `moves by script: ${id}`);
  return [...scripted, ...moving.map(({ outerHTML }) => `moves: ${outerHTML.slice(0, 160)}`)];
}

/** A12, with forced colours: what backgrounds said is said by edges, outlines and marks. */
export function forcedColourFaults(): string[] {
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const shown = (selector: string) => [...document.querySelectorAll(selector)].filter(isShown);
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.cssText = 'forced-color-adjust: none; color: Highlight; background: Canvas';
  const { color: highlight, backgroundColor: canvas } = getComputedStyle(probe);
  probe.remove();
  const faults = [
    ...shown('[aria-current=step]')
      .filter((element) => getComputedStyle(element).outlineStyle === 'none')
      .map((element) => `the current question has no outline: ${element.outerHTML.slice(0, 120)}`),
    ...shown('.button.primary')
      .filter((element) => {
        const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element);
        return (
          borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) < 1 || borderTopColor === canvas
        );
      })
      .map((element) => `a filled button without an edge: ${element.outerHTML.slice(0, 120)}`),
    ...shown('button.question-number.answered')
      .filter((element) => element.querySelector('svg') === null)
      .map((element) => `answered without a mark: ${element.outerHTML.slice(0, 120)}`),
    ...shown('button[aria-pressed=true]')
      .filter((element) => getComputedStyle(element).outlineStyle === 'none')
      .map((element) => `pressed, and looks like the others: ${element.outerHTML.slice(0, 120)}`),
    ...shown('.chosen .mark')
      .filter((element) => getComputedStyle(element).backgroundColor !== highlight)
      .map((element) => `a chosen option that looks like the others: ${element.outerHTML.slice(0, 120)}`),
  ];
  return faults;
}
