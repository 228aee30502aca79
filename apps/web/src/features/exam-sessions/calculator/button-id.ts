/** The one button that opens the calculator, and gets the focus back. */
export const calculatorButtonId = 'calculator-button';
