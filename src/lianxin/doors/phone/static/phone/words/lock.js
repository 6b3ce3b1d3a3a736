/** Words of the lock, and what every screen has around it. */

/** @type {Record<string, [string, string]>} */
export const LOCK = {
  app: ["连心", "Lianxin"],
  skip: ["跳到正文", "Skip to the text"],
  back: ["返回", "Back"],
  sign_in: ["登录", "Sign in"],
  "trouble.unknown": ["没办成（{code}）。写的都还在，请再试一次。", "That did not work ({code}). What you wrote is still here; try again."],
  "trouble.no_code": ["原因不明", "no reason given"],
  "lock.passkey_failed": ["没有用上，请用密码。", "That did not work; use the PIN."],
  "lock.by_passkey": ["用指纹、面容打开", "Open by fingerprint or face"],
  locked: ["锁着", "Locked"],
  "locked.calm": ["没发的都在里面，一条也不会少。", "What is not sent is safe inside."],
  "pin.enter": ["输入 6 位密码", "Enter the 6 digits"],
  "pin.new": ["设一个 6 位密码", "Choose 6 digits"],
  "pin.again": ["再输一遍", "Enter them again"],
  "pin.old": ["先输现在的密码", "Enter the present PIN"],
  "pin.typed": ["已输 {n} 位", "{n} of 6"],
  "pin.back": ["退一位", "Delete a digit"],
  "pin.working": ["正在打开……", "Opening …"],
  "pin.wrong": ["密码不对，请再输。", "That is not the PIN; try again."],
  "pin.differ": ["两次不一样，请从头设。", "The two differ; start again."],
  "pin.changed": ["换好了。", "Changed."],
  "pin.wait": ["输错太多次，请等 {n} 秒。什么都没删。", "Too many wrong tries: wait {n} seconds. Nothing was deleted."],
  "pin.forgot": ["忘了密码", "Forgot the PIN"],
  "forgot.calm": ["重新登录一次，就能设新密码。没发的日记不会丢。", "Sign in once more and choose a new PIN. Unsent entries are not lost."],
  "forgot.sign_in": ["先登录，再回到这里设新密码。", "Sign in first, then come back here for the new PIN."],
};
