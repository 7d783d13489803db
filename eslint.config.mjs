import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Where a line on the console is what the code is for. */
const SPEAKING = ['scripts/**', 'bench/**', 'demo/server/**', 'karma.conf.js', 'test/**'];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'media/', 'coverage/'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['warn', { max: 220 }],
      'no-console': 'error',
      'no-undef': 'off',
      // `== null` means null or undefined, and says so shortest.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error'
    }
  },
  {
    files: ['**/*.{ts,mts}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './bench/tsconfig.json'], tsconfigRootDir: import.meta.dirname }
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // A port's method may be async without waiting for anything.
      '@typescript-eslint/require-await': 'off',
      // They also find what is there for the reader's sake.
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // `() => void call()` says no more than `() => call()`.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // An empty function is how one says "nothing to do" where a callback is due.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }]
    }
  },
  {
    // What judges and tests look at came from outside; and chai asserts by property.
    files: ['test/**/*.ts', 'demo/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.mts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-implied-eval': 'off'
    }
  },
  {
    // A type test is a line that must not compile.
    files: ['test/types/**', 'test/**/*.types.ts'],
    rules: {
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': false }],
      '@typescript-eslint/no-unused-vars': 'off'
    }
  },
  {
    // Pages change what JSON.stringify makes of a list.
    files: ['src/**'],
    ignores: ['src/server/**', 'src/stringify.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'JSON', property: 'stringify', message: 'Use src/stringify.ts.' }]
    }
  },
  // One warning a cause is all that a page hears from a plugin.
  { files: ['src/{browser,page,player,media,portal}/**'], rules: { 'no-console': ['error', { allow: ['warn'] }] } },
  { files: SPEAKING, rules: { 'no-console': 'off' } }
);
