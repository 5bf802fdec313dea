import { keepTyped } from '#lib/forms/typed-before-script.ts';

keepTyped();
