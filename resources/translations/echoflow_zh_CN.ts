<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>echoflow</name>
        <message>
            <source>A larger language model needs about 6 GB.</source>
            <translation>更大的语言模型约需 6 GB。</translation>
        </message>
        <message>
            <source>A voice assistant in the desktop tray.</source>
            <translation>桌面托盘里的语音助手。</translation>
        </message>
        <message>
            <source>ACTION</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>ADDRESS</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>As the system chooses</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Broken off; the replies up to here are in {file}.</source>
            <translation>已中断；到此为止的回答保存在 {file}。</translation>
        </message>
        <message>
            <source>CODE</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>COMMAND</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Click and talk.</source>
            <translation>点击后说话。</translation>
        </message>
        <message>
            <source>Click here to talk.</source>
            <translation>点击这里说话。</translation>
        </message>
        <message>
            <source>Click the icon in the tray to talk.</source>
            <translation>点击托盘图标说话。</translation>
        </message>
        <message>
            <source>Click to stop.</source>
            <translation>点击停止。</translation>
        </message>
        <message>
            <source>Connect one and try again.</source>
            <translation>请连接一个后重试。</translation>
        </message>
        <message>
            <source>Cut in</source>
            <translation>打断</translation>
        </message>
        <message>
            <source>Echo cancellation failed; use headphones, or EchoFlow may hear itself: {error}</source>
            <translation>回声消除出错；请用耳机，否则 EchoFlow 可能会听到自己：{error}</translation>
        </message>
        <message>
            <source>Echo: {text}  ({note})</source>
            <translation>Echo：{text}  （{note}）</translation>
        </message>
        <message>
            <source>EchoFlow is already running; it was asked to show itself.</source>
            <translation>EchoFlow 已在运行，已请它显示出来。</translation>
        </message>
        <message>
            <source>EchoFlow is here.</source>
            <translation>EchoFlow 在这里。</translation>
        </message>
        <message>
            <source>EchoFlow is not running; start it with 'echoflow'.</source>
            <translation>EchoFlow 没有在运行，请用“echoflow”启动。</translation>
        </message>
        <message>
            <source>EchoFlow {version} on {platform}</source>
            <translation>EchoFlow {version}，运行于 {platform}</translation>
        </message>
        <message>
            <source>Fetch what is not whole again, or remove it.</source>
            <translation>请重新下载不完整的文件，或将其删除。</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>正在准备</translation>
        </message>
        <message>
            <source>Give yourself the right to write there, or set ECHOFLOW_HOME to another folder.</source>
            <translation>请为自己加上写入权限，或将 ECHOFLOW_HOME 设为其他文件夹。</translation>
        </message>
        <message>
            <source>Hands-free</source>
            <translation>免按键</translation>
        </message>
        <message>
            <source>Hold and talk</source>
            <translation>按住说话</translation>
        </message>
        <message>
            <source>Hold to talk</source>
            <translation>按住说话</translation>
        </message>
        <message>
            <source>Hold {keys} and talk.</source>
            <translation>按住 {keys} 说话。</translation>
        </message>
        <message>
            <source>Hold {keys} to cut in.</source>
            <translation>按住 {keys} 可打断。</translation>
        </message>
        <message>
            <source>I did not hear anything.</source>
            <translation>没有听到声音。</translation>
        </message>
        <message>
            <source>Just talk</source>
            <translation>直接说话</translation>
        </message>
        <message>
            <source>Just talk.</source>
            <translation>直接说话即可。</translation>
        </message>
        <message>
            <source>LEVEL</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>Language models: {names}</source>
            <translation>语言模型：{names}</translation>
        </message>
        <message>
            <source>Listening</source>
            <translation>正在听</translation>
        </message>
        <message>
            <source>Listening on {address}; Ctrl-C ends it.</source>
            <translation>正在监听 {address}；按 Ctrl-C 结束。</translation>
        </message>
        <message>
            <source>Listening stopped because of an error: {error}</source>
            <translation>因出错已停止聆听：{error}</translation>
        </message>
        <message>
            <source>Loading recognition, the language model and the voice…</source>
            <translation>正在加载语音识别、语言模型和声音…</translation>
        </message>
        <message>
            <source>Loading {name}…</source>
            <translation>正在加载 {name}…</translation>
        </message>
        <message>
            <source>Loudspeakers: {names}</source>
            <translation>扬声器：{names}</translation>
        </message>
        <message>
            <source>MODEL</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Mend {file}, or delete it.</source>
            <translation>请修正 {file}，或将其删除。</translation>
        </message>
        <message>
            <source>Microphone</source>
            <translation>麦克风</translation>
        </message>
        <message>
            <source>Microphone muted</source>
            <translation>麦克风已静音</translation>
        </message>
        <message>
            <source>Microphones: {names}</source>
            <translation>麦克风：{names}</translation>
        </message>
        <message>
            <source>Missing: {arguments}. '{hint}' explains.</source>
            <translation>缺少参数：{arguments}。详见“{hint}”。</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>模式</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Mute microphone</source>
            <translation>麦克风静音</translation>
        </message>
        <message>
            <source>NAME</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>On Wayland no app sees keys pressed elsewhere; bind the command "echoflow toggle" to a shortcut in the keyboard settings of your desktop.</source>
            <translation>Wayland 下应用看不到其他窗口中的按键，请在桌面的键盘设置里为命令“echoflow toggle”绑定一个快捷键。</translation>
        </message>
        <message>
            <source>One moment, please.</source>
            <translation>请稍候。</translation>
        </message>
        <message>
            <source>PATH</source>
            <translation>路径</translation>
        </message>
        <message>
            <source>PORT</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>Port {port} of {host} cannot be opened: {reason}.</source>
            <translation>无法打开 {host} 的端口 {port}：{reason}。</translation>
        </message>
        <message>
            <source>Press and talk</source>
            <translation>按一下说话</translation>
        </message>
        <message>
            <source>Press to talk</source>
            <translation>按一下说话</translation>
        </message>
        <message>
            <source>Press {keys} and talk.</source>
            <translation>按一下 {keys}，然后说话。</translation>
        </message>
        <message>
            <source>Press {keys} to cut in.</source>
            <translation>按一下 {keys} 可打断。</translation>
        </message>
        <message>
            <source>Put a GGUF file into {folder}.</source>
            <translation>请将一个 GGUF 文件放入 {folder}。</translation>
        </message>
        <message>
            <source>Python {version}</source>
            <translation>Python {version}</translation>
        </message>
        <message>
            <source>Python {version} was not tried with EchoFlow.</source>
            <translation>EchoFlow 未在 Python {version} 上试过。</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Recognition is ready.</source>
            <translation>语音识别已就绪。</translation>
        </message>
        <message>
            <source>Remove it or fetch it again.</source>
            <translation>请将其删除或重新下载。</translation>
        </message>
        <message>
            <source>Set EchoFlow up again with scripts/run.</source>
            <translation>请运行 scripts/run 重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>Set EchoFlow up again with the CUDA toolkit installed to use the NVIDIA GPU.</source>
            <translation>要使用 NVIDIA GPU，请先安装 CUDA 工具包，再重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>Settings and data can be written.</source>
            <translation>设置和数据可以写入。</translation>
        </message>
        <message>
            <source>Smart Turn hears whether you have finished: {file}</source>
            <translation>Smart Turn 会听出你是否说完：{file}</translation>
        </message>
        <message>
            <source>Smart Turn is missing, so the end of your turn is told by words and silence, which takes longer.</source>
            <translation>缺少 Smart Turn，因此只能靠词语和停顿来判断你是否说完，会慢一些。</translation>
        </message>
        <message>
            <source>Something unexpected went wrong, and the details could not be saved: {reason}</source>
            <translation>发生意外错误，且详情无法保存：{reason}</translation>
        </message>
        <message>
            <source>Something unexpected went wrong; the details are in {file}.</source>
            <translation>发生意外错误，详情见 {file}。</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>出了点问题</translation>
        </message>
        <message>
            <source>Sorry, I lost my train of thought. Please ask me again.</source>
            <translation>抱歉，我刚才思路断了，请再问我一次。</translation>
        </message>
        <message>
            <source>Sound needs the PortAudio library; install the package libportaudio2.</source>
            <translation>声音需要 PortAudio 库；请安装软件包 libportaudio2。</translation>
        </message>
        <message>
            <source>Speaker</source>
            <translation>扬声器</translation>
        </message>
        <message>
            <source>Speaking</source>
            <translation>正在说</translation>
        </message>
        <message>
            <source>Start EchoFlow from a desktop session, or use 'echoflow converse' and 'echoflow serve'.</source>
            <translation>请在桌面会话中启动 EchoFlow，或使用“echoflow converse”和“echoflow serve”。</translation>
        </message>
        <message>
            <source>Still getting ready; one moment, please.</source>
            <translation>还在准备，请稍候。</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>TEXT</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>TOKEN</source>
            <translation>令牌</translation>
        </message>
        <message>
            <source>Talk</source>
            <translation>说话</translation>
        </message>
        <message>
            <source>Talk now.</source>
            <translation>请说话。</translation>
        </message>
        <message>
            <source>Talk or click to cut in.</source>
            <translation>说话或点击即可打断。</translation>
        </message>
        <message>
            <source>The KV cache type {kv_type} needs flash attention; switch that on or choose f16.</source>
            <translation>KV 缓存类型 {kv_type} 需要 Flash Attention；请开启它或改用 f16。</translation>
        </message>
        <message>
            <source>The PortAudio library is missing; install EchoFlow again.</source>
            <translation>缺少 PortAudio 库；请重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>The check '{name}' failed: {error}</source>
            <translation>检查项“{name}”失败：{error}</translation>
        </message>
        <message>
            <source>The end of a turn can no longer be told from its sound.</source>
            <translation>已无法从声音判断一句话是否说完。</translation>
        </message>
        <message>
            <source>The events cannot be written to {file}: {reason}.</source>
            <translation>无法将事件写入 {file}：{reason}。</translation>
        </message>
        <message>
            <source>The events file {file} is the recording itself; name another file.</source>
            <translation>事件文件 {file} 就是录音本身；请另选一个文件。</translation>
        </message>
        <message>
            <source>The folder {folder} cannot be made: {reason}. Set ECHOFLOW_HOME to a folder you may write.</source>
            <translation>无法创建文件夹 {folder}：{reason}。请将 ECHOFLOW_HOME 设为可写入的文件夹。</translation>
        </message>
        <message>
            <source>The folder {folder} cannot be written.</source>
            <translation>文件夹 {folder} 无法写入。</translation>
        </message>
        <message>
            <source>The hotkey {chord} can be used.</source>
            <translation>快捷键 {chord} 可用。</translation>
        </message>
        <message>
            <source>The hotkey {chord} is not a combination of keys; write it like {example}.</source>
            <translation>快捷键 {chord} 不是有效的组合键，请写成 {example} 这样的形式。</translation>
        </message>
        <message>
            <source>The hotkey {chord} would go off while you type; write it like {example}.</source>
            <translation>快捷键 {chord} 会在打字时误触发，请写成 {example} 这样的形式。</translation>
        </message>
        <message>
            <source>The keyboard can not be listened to here; bind the command "echoflow toggle" to a shortcut in the keyboard settings of your desktop.</source>
            <translation>这里无法监听键盘，请在桌面的键盘设置里为命令“echoflow toggle”绑定一个快捷键。</translation>
        </message>
        <message>
            <source>The language model could not go on ({detail}); a smaller context length needs less memory.</source>
            <translation>语言模型无法继续（{detail}）；缩短上下文长度可以减少内存占用。</translation>
        </message>
        <message>
            <source>The language model is ready.</source>
            <translation>语言模型已就绪。</translation>
        </message>
        <message>
            <source>The language model stopped unexpectedly and is being started again.</source>
            <translation>语言模型意外停止，正在重新启动。</translation>
        </message>
        <message>
            <source>The language model's process ends as soon as it loads {name}; choose another model or run “echoflow doctor”.</source>
            <translation>语言模型进程在加载 {name} 时反复退出；请选择其他模型，或运行 “echoflow doctor”。</translation>
        </message>
        <message>
            <source>The local recognizer does not understand '{language}'; choose one of: {available}.</source>
            <translation>本地语音识别听不懂“{language}”，请从中选择：{available}。</translation>
        </message>
        <message>
            <source>The local recognizer understands English.</source>
            <translation>本地语音识别可听懂英语。</translation>
        </message>
        <message>
            <source>The local recognizer's model is missing.</source>
            <translation>缺少本地语音识别模型。</translation>
        </message>
        <message>
            <source>The local speech recognition failed; start EchoFlow again.</source>
            <translation>本地语音识别出错，请重新启动 EchoFlow。</translation>
        </message>
        <message>
            <source>The local speech recognition is not running; start EchoFlow again.</source>
            <translation>本地语音识别没有运行，请重新启动 EchoFlow。</translation>
        </message>
        <message>
            <source>The local voice "{voice}" is missing or damaged; choose another one.</source>
            <translation>本地语音“{voice}”缺失或已损坏，请选择另一个。</translation>
        </message>
        <message>
            <source>The local voice failed; start EchoFlow again.</source>
            <translation>本地语音出错，请重新启动 EchoFlow。</translation>
        </message>
        <message>
            <source>The local voice is missing.</source>
            <translation>缺少本地声音。</translation>
        </message>
        <message>
            <source>The local voice speaks English only; choose another voice for this language.</source>
            <translation>本地语音只会说英语，请为这种语言选择其他语音。</translation>
        </message>
        <message>
            <source>The local voice speaks English.</source>
            <translation>本地声音可说英语。</translation>
        </message>
        <message>
            <source>The loudspeaker “{name}” is not connected; connect it or choose another one.</source>
            <translation>扬声器“{name}”未连接；请连接它或选择其他扬声器。</translation>
        </message>
        <message>
            <source>The microphone is muted; choose "Mute microphone" in the menu again to be heard.</source>
            <translation>麦克风已静音；在菜单中再次点选“麦克风静音”即可恢复。</translation>
        </message>
        <message>
            <source>The microphone or the loudspeaker has gone; connect it and talk again, or choose another in the menu.</source>
            <translation>麦克风或扬声器已断开；请重新连接后再说话，或在菜单中选择另一个。</translation>
        </message>
        <message>
            <source>The microphone “{name}” is not connected; connect it or choose another one.</source>
            <translation>麦克风“{name}”未连接；请连接它或选择其他麦克风。</translation>
        </message>
        <message>
            <source>The model file {path} cannot be read: {reason}.</source>
            <translation>无法读取模型文件 {path}：{reason}。</translation>
        </message>
        <message>
            <source>The model file {path} is damaged; download it again.</source>
            <translation>模型文件 {path} 已损坏；请重新下载。</translation>
        </message>
        <message>
            <source>The model file {path} is incomplete: it ends after {actual}; download it again.</source>
            <translation>模型文件 {path} 不完整：只有 {actual}；请重新下载。</translation>
        </message>
        <message>
            <source>The model file {path} is incomplete: it has {actual} of {expected}; download it again.</source>
            <translation>模型文件 {path} 不完整：应为 {expected}，实际只有 {actual}；请重新下载。</translation>
        </message>
        <message>
            <source>The model {file} is gone; the packaged one is used.</source>
            <translation>模型 {file} 已不存在，改用自带模型。</translation>
        </message>
        <message>
            <source>The model {file}, which hears the end of a turn, is missing or damaged; words and pauses decide without it.</source>
            <translation>用于听出一句话是否说完的模型 {file} 缺失或已损坏，改由词语和停顿来判断。</translation>
        </message>
        <message>
            <source>The model {name} could not be loaded ({detail}); choose another model.</source>
            <translation>无法加载模型 {name}（{detail}）；请选择其他模型。</translation>
        </message>
        <message>
            <source>The model {name} did not load in time; try again or choose a smaller model.</source>
            <translation>模型 {name} 未能及时加载；请重试或选择更小的模型。</translation>
        </message>
        <message>
            <source>The model {name} does not fit in memory: it needs {needed} and {available} are free; choose a smaller model or a shorter context.</source>
            <translation>内存装不下模型 {name}：需要 {needed}，可用 {available}；请选择更小的模型或更短的上下文。</translation>
        </message>
        <message>
            <source>The model {name} does not fit in memory; choose a smaller model, a shorter context or fewer GPU layers.</source>
            <translation>内存装不下模型 {name}；请选择更小的模型、更短的上下文或更少的 GPU 层数。</translation>
        </message>
        <message>
            <source>The model {name} does not say how a conversation is written; choose one whose name has Instruct or Chat in it.</source>
            <translation>模型 {name} 没有对话模板；请选择名称中带有 Instruct 或 Chat 的模型。</translation>
        </message>
        <message>
            <source>The model {name} is damaged; install EchoFlow again.</source>
            <translation>模型 {name} 已损坏；请重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>The model {name} is of a kind ({architecture}) this version cannot run; choose another model.</source>
            <translation>当前版本无法运行模型 {name} 的架构（{architecture}）；请选择其他模型。</translation>
        </message>
        <message>
            <source>The output {file} is the recording itself; name another file.</source>
            <translation>输出文件 {file} 就是录音本身，请换一个文件名。</translation>
        </message>
        <message>
            <source>The packaged language model is missing; install EchoFlow again or choose a GGUF file.</source>
            <translation>随附的语言模型不见了；请重新安装 EchoFlow，或选择一个 GGUF 文件。</translation>
        </message>
        <message>
            <source>The packaged speech recognition model is not installed; install EchoFlow again.</source>
            <translation>随附的语音识别模型没有安装，请重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>The replies and the events cannot both go to {file}; name two files.</source>
            <translation>回答和事件不能都写入 {file}；请指定两个不同的文件。</translation>
        </message>
        <message>
            <source>The replies are in {file}.</source>
            <translation>回答已保存在 {file}。</translation>
        </message>
        <message>
            <source>The result cannot be printed: {reason}.</source>
            <translation>无法输出结果：{reason}。</translation>
        </message>
        <message>
            <source>The setting '{name}' in {file} must be {wanted}; its default is used.</source>
            <translation>{file} 中的设置“{name}”必须是{wanted}，将使用默认值。</translation>
        </message>
        <message>
            <source>The settings can be read.</source>
            <translation>设置可以读取。</translation>
        </message>
        <message>
            <source>The settings cannot be saved to {file}: {reason}.</source>
            <translation>无法将设置保存到 {file}：{reason}。</translation>
        </message>
        <message>
            <source>The settings in {file} cannot be read, so defaults are used: {error}.</source>
            <translation>无法读取 {file} 中的设置，将使用默认值：{error}。</translation>
        </message>
        <message>
            <source>The sound device is gone; connect it again or choose another one.</source>
            <translation>声音设备已断开；请重新连接或选择其他设备。</translation>
        </message>
        <message>
            <source>The sound system does not answer: {reason}.</source>
            <translation>声音系统没有响应：{reason}。</translation>
        </message>
        <message>
            <source>The speech recognition model in {folder} does not understand the language "{language}".</source>
            <translation>{folder} 中的语音识别模型不支持语言“{language}”。</translation>
        </message>
        <message>
            <source>The speech recognition model in {folder} is missing or damaged; choose another one.</source>
            <translation>{folder} 中的语音识别模型缺失或已损坏，请选择另一个模型。</translation>
        </message>
        <message>
            <source>The voice is ready.</source>
            <translation>声音已就绪。</translation>
        </message>
        <message>
            <source>The voice {voice} is gone; the default one is used.</source>
            <translation>音色 {voice} 已不存在，改用默认音色。</translation>
        </message>
        <message>
            <source>There is a screen.</source>
            <translation>有可用的屏幕。</translation>
        </message>
        <message>
            <source>There is no engine '{name}' for {option}; choose one of: {available}.</source>
            <translation>{option} 没有名为“{name}”的引擎，请从中选择：{available}。</translation>
        </message>
        <message>
            <source>There is no file “{path}”; check its name.</source>
            <translation>没有文件“{path}”；请检查文件名。</translation>
        </message>
        <message>
            <source>There is no folder “{folder}” for the recording; create it first.</source>
            <translation>没有用来存放录音的文件夹“{folder}”；请先创建它。</translation>
        </message>
        <message>
            <source>There is no language model that can be used.</source>
            <translation>没有可用的语言模型。</translation>
        </message>
        <message>
            <source>There is no local voice "{voice}" on this computer; choose another one.</source>
            <translation>这台电脑上没有本地语音“{voice}”，请选择另一个。</translation>
        </message>
        <message>
            <source>There is no loudspeaker.</source>
            <translation>没有扬声器。</translation>
        </message>
        <message>
            <source>There is no microphone.</source>
            <translation>没有麦克风。</translation>
        </message>
        <message>
            <source>There is no model file {path}; check the path or choose another model.</source>
            <translation>找不到模型文件 {path}；请检查路径或选择其他模型。</translation>
        </message>
        <message>
            <source>There is no model {name}; “echoflow models list” shows those there are.</source>
            <translation>没有名为 {name} 的模型；“echoflow models list” 会列出已有的模型。</translation>
        </message>
        <message>
            <source>There is no port {port}; choose one from 0 to 65535.</source>
            <translation>没有端口 {port}，请选择 0 到 65535 之间的端口。</translation>
        </message>
        <message>
            <source>There is no screen, so there is no hotkey; use the command "echoflow toggle".</source>
            <translation>没有屏幕，因此快捷键不可用，请使用命令“echoflow toggle”。</translation>
        </message>
        <message>
            <source>There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set.</source>
            <translation>没有屏幕：DISPLAY 和 WAYLAND_DISPLAY 均未设置。</translation>
        </message>
        <message>
            <source>There is not enough memory for the speech recognition model in {folder}; close other programs.</source>
            <translation>内存不足，无法载入 {folder} 中的语音识别模型，请关闭其他程序。</translation>
        </message>
        <message>
            <source>Thinking</source>
            <translation>思考中</translation>
        </message>
        <message>
            <source>This computer has no loudspeaker; connect one.</source>
            <translation>这台电脑没有扬声器；请连接一个。</translation>
        </message>
        <message>
            <source>This computer has no microphone; connect one.</source>
            <translation>这台电脑没有麦克风；请连接一个。</translation>
        </message>
        <message>
            <source>This message is too long for the language model: {tokens} tokens, and its context holds {context}; say it in parts.</source>
            <translation>这段话对语言模型来说太长：共 {tokens} 个词元，而上下文只能容纳 {context} 个；请分几次说。</translation>
        </message>
        <message>
            <source>Unknown option: {option}. '{hint}' lists what there is.</source>
            <translation>未知选项：{option}。运行“{hint}”可查看所有选项。</translation>
        </message>
        <message>
            <source>Use Python 3.11, 3.12 or 3.13.</source>
            <translation>请使用 Python 3.11、3.12 或 3.13。</translation>
        </message>
        <message>
            <source>Voice</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>What was learned about your pauses cannot be saved to {file}: {reason}.</source>
            <translation>无法将停顿习惯保存到 {file}：{reason}。</translation>
        </message>
        <message>
            <source>What was learned about your pauses in {file} cannot be read; it is learned anew.</source>
            <translation>无法读取 {file} 中记下的停顿习惯，将重新学习。</translation>
        </message>
        <message>
            <source>You may not read “{path}”; change its permissions.</source>
            <translation>您无权读取“{path}”；请更改其权限。</translation>
        </message>
        <message>
            <source>You may not write “{path}”; choose another place.</source>
            <translation>您无权写入“{path}”；请选择其他位置。</translation>
        </message>
        <message>
            <source>You:  {text}</source>
            <translation>你：  {text}</translation>
        </message>
        <message>
            <source>a GGUF file to think with</source>
            <translation>用于思考的 GGUF 文件</translation>
        </message>
        <message>
            <source>a number from {lowest} to {highest}</source>
            <translation>{lowest} 到 {highest} 之间的数字</translation>
        </message>
        <message>
            <source>a recording of the user</source>
            <translation>用户的录音</translation>
        </message>
        <message>
            <source>a soft sound where an answer takes longer than a moment</source>
            <translation>回答需要稍等时发出轻柔的提示音</translation>
        </message>
        <message>
            <source>address to listen on</source>
            <translation>监听地址</translation>
        </message>
        <message>
            <source>answered after {milliseconds} ms</source>
            <translation>{milliseconds} 毫秒后回答</translation>
        </message>
        <message>
            <source>arguments</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>check a model file</source>
            <translation>检查模型文件</translation>
        </message>
        <message>
            <source>check everything that can go wrong</source>
            <translation>检查一切可能出错的地方</translation>
        </message>
        <message>
            <source>context {tokens}</source>
            <translation>上下文 {tokens}</translation>
        </message>
        <message>
            <source>engines</source>
            <translation>引擎</translation>
        </message>
        <message>
            <source>for programs to read</source>
            <translation>供程序读取的格式</translation>
        </message>
        <message>
            <source>hold a conversation over a recording</source>
            <translation>用一段录音进行对话</translation>
        </message>
        <message>
            <source>hold conversations over a WebSocket</source>
            <translation>通过 WebSocket 进行对话</translation>
        </message>
        <message>
            <source>how much is logged: debug, info, warning or error</source>
            <translation>日志级别：debug、info、warning 或 error</translation>
        </message>
        <message>
            <source>its name or path; all of them if left out</source>
            <translation>名称或路径；省略则检查全部</translation>
        </message>
        <message>
            <source>language of the conversation</source>
            <translation>对话语言</translation>
        </message>
        <message>
            <source>llama-cpp-python {version} works {backend}.</source>
            <translation>llama-cpp-python {version} 可用，{backend}。</translation>
        </message>
        <message>
            <source>llama.cpp does not start on this machine; install llama-cpp-python again.</source>
            <translation>llama.cpp 无法在这台电脑上启动；请重新安装 llama-cpp-python。</translation>
        </message>
        <message>
            <source>longest answer, in tokens</source>
            <translation>回答的最大长度（以 token 计）</translation>
        </message>
        <message>
            <source>make the running app listen</source>
            <translation>让正在运行的应用开始听</translation>
        </message>
        <message>
            <source>make the running app silent</source>
            <translation>让正在运行的应用停止说话</translation>
        </message>
        <message>
            <source>on the processor only</source>
            <translation>仅使用 CPU</translation>
        </message>
        <message>
            <source>one of {choices}</source>
            <translation>{choices} 之一</translation>
        </message>
        <message>
            <source>options</source>
            <translation>选项</translation>
        </message>
        <message>
            <source>port to listen on</source>
            <translation>监听端口</translation>
        </message>
        <message>
            <source>sample rate of the replies</source>
            <translation>回答的采样率</translation>
        </message>
        <message>
            <source>show the version and exit</source>
            <translation>显示版本并退出</translation>
        </message>
        <message>
            <source>show this help and exit</source>
            <translation>显示此帮助并退出</translation>
        </message>
        <message>
            <source>talk, or stop if it is talking</source>
            <translation>开始说话；正在说时则停止</translation>
        </message>
        <message>
            <source>text in quotes</source>
            <translation>带引号的文本</translation>
        </message>
        <message>
            <source>that is no name of a computer</source>
            <translation>这不是有效的主机名</translation>
        </message>
        <message>
            <source>the model library</source>
            <translation>模型库</translation>
        </message>
        <message>
            <source>the models there are</source>
            <translation>列出现有模型</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true 或 false</translation>
        </message>
        <message>
            <source>usage: </source>
            <translation>用法：</translation>
        </message>
        <message>
            <source>what a client must know</source>
            <translation>客户端必须提供的令牌</translation>
        </message>
        <message>
            <source>what hears</source>
            <translation>用于识别的引擎</translation>
        </message>
        <message>
            <source>what speaks</source>
            <translation>用于说话的引擎</translation>
        </message>
        <message>
            <source>what the model is told it is</source>
            <translation>告诉模型它是谁（系统提示词）</translation>
        </message>
        <message>
            <source>what thinks</source>
            <translation>用于思考的引擎</translation>
        </message>
        <message>
            <source>where the events go</source>
            <translation>事件的保存位置</translation>
        </message>
        <message>
            <source>where the replies go</source>
            <translation>回答的保存位置</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>完整</translation>
        </message>
        <message>
            <source>with the GPU</source>
            <translation>使用 GPU</translation>
        </message>
        <message>
            <source>{before} {after}</source>
            <translation>{before}{after}</translation>
        </message>
        <message>
            <source>{free:.1f} GB are free in {folder}.</source>
            <translation>{folder} 剩余 {free:.1f} GB 空间。</translation>
        </message>
        <message>
            <source>{host} can be reached by others; set a token with --token, or listen on 127.0.0.1.</source>
            <translation>其他人也能访问 {host}，请用 --token 设置令牌，或改为监听 127.0.0.1。</translation>
        </message>
        <message>
            <source>{latency}, interrupted</source>
            <translation>{latency}，被打断</translation>
        </message>
        <message>
            <source>{name} is ready.</source>
            <translation>{name} 已就绪。</translation>
        </message>
        <message>
            <source>{option} needs a value. '{hint}' explains.</source>
            <translation>{option} 需要一个值。详见“{hint}”。</translation>
        </message>
        <message>
            <source>{option} takes no value. '{hint}' explains.</source>
            <translation>{option} 不接受值。详见“{hint}”。</translation>
        </message>
        <message>
            <source>{path} is a folder; give the GGUF file in it.</source>
            <translation>{path} 是文件夹；请指定其中的 GGUF 文件。</translation>
        </message>
        <message>
            <source>{path} is not a language model; EchoFlow needs a GGUF file.</source>
            <translation>{path} 不是语言模型；EchoFlow 需要 GGUF 文件。</translation>
        </message>
        <message>
            <source>{path} is of a GGUF version that cannot be read; download a newer file.</source>
            <translation>{path} 的 GGUF 版本无法读取；请下载较新的文件。</translation>
        </message>
        <message>
            <source>{problem} The packaged model is used for now.</source>
            <translation>{problem}暂时使用自带的模型。</translation>
        </message>
        <message>
            <source>{rate} Hz is no usable output rate; choose a multiple of 50 from 8000 to 48000.</source>
            <translation>{rate} Hz 不是可用的输出采样率，请选择 8000 到 48000 之间 50 的倍数。</translation>
        </message>
        <message>
            <source>{value} is no number that {option} takes. '{hint}' explains.</source>
            <translation>{option} 不接受 {value} 这样的数值。详见“{hint}”。</translation>
        </message>
        <message>
            <source>{value} is not one of: {choices}. '{hint}' explains.</source>
            <translation>{value} 不在可选范围内：{choices}。详见“{hint}”。</translation>
        </message>
        <message>
            <source>{why} So here is a sample conversation with a recording.</source>
            <translation>{why}因此这里用一段录音演示一次对话。</translation>
        </message>
        <message>
            <source>“{device}” cannot be used for sound: {reason}.</source>
            <translation>“{device}”无法用于声音：{reason}。</translation>
        </message>
        <message>
            <source>“{path}” cannot be read: {reason}.</source>
            <translation>无法读取“{path}”：{reason}。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: {reason}.</source>
            <translation>无法写入“{path}”：{reason}。</translation>
        </message>
        <message>
            <source>“{path}” holds no sound; choose another recording.</source>
            <translation>“{path}”里没有声音；请选择其他录音。</translation>
        </message>
        <message>
            <source>“{path}” is a folder; name a file in it.</source>
            <translation>“{path}”是文件夹；请指定其中的文件。</translation>
        </message>
        <message>
            <source>“{path}” is a folder; name a sound file in it.</source>
            <translation>“{path}”是文件夹；请指定其中的声音文件。</translation>
        </message>
        <message>
            <source>“{path}” is cut off: only {percent} % of the sound it promises is there; copy or record it again.</source>
            <translation>“{path}”不完整：只有应有声音的 {percent}%；请重新复制或录制。</translation>
        </message>
        <message>
            <source>“{path}” is damaged; copy or record it again.</source>
            <translation>“{path}”已损坏；请重新复制或录制。</translation>
        </message>
        <message>
            <source>“{path}” is empty; choose a recording that holds sound.</source>
            <translation>“{path}”是空的；请选择有声音的录音。</translation>
        </message>
        <message>
            <source>“{path}” is not a sound file; WAV, FLAC, OGG and MP3 are understood.</source>
            <translation>“{path}”不是声音文件；支持 WAV、FLAC、OGG 和 MP3。</translation>
        </message>
        <message>
            <source>“{path}” is not an ordinary file; name another place.</source>
            <translation>“{path}”不是普通文件；请指定其他位置。</translation>
        </message>
    </context>
</TS>
