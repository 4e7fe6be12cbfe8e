<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>echoflow</name>
        <message>
            <source>A larger language model needs about 6 GB.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A voice assistant in the desktop tray.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ACTION</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the system chooses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>COMMAND</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click and talk.</source>
            <translation>点击后说话。</translation>
        </message>
        <message>
            <source>Click to stop.</source>
            <translation>点击停止。</translation>
        </message>
        <message>
            <source>Connect one and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cut in</source>
            <translation>打断</translation>
        </message>
        <message>
            <source>Echo: {text}  ({note})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>EchoFlow is already running; it was asked to show itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>EchoFlow is here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>EchoFlow is not running; start it with 'echoflow'.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>EchoFlow {version} on {platform}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fetch what is not whole again, or remove it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Getting ready…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give yourself the right to write there, or set ECHOFLOW_HOME to another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hold and talk</source>
            <translation>按住说话</translation>
        </message>
        <message>
            <source>Hold {keys} and talk.</source>
            <translation>按住 {keys} 说话。</translation>
        </message>
        <message>
            <source>Language models: {names}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Listening</source>
            <translation>正在听</translation>
        </message>
        <message>
            <source>Listening on ws://{host}:{port}; Ctrl-C ends it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Listening stopped because of an error: {error}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading {name}…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loudspeakers: {names}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Microphone</source>
            <translation>麦克风</translation>
        </message>
        <message>
            <source>Microphones: {names}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missing: {arguments}. '{hint}' explains.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>On Wayland no app sees keys pressed elsewhere; bind the command "echoflow toggle" to a shortcut in the keyboard settings of your desktop.</source>
            <translation>Wayland 下应用看不到其他窗口中的按键，请在桌面的键盘设置里为命令“echoflow toggle”绑定一个快捷键。</translation>
        </message>
        <message>
            <source>Port {port} of {host} cannot be opened: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put a GGUF file into {folder}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Python {version}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Python {version} was not tried with EchoFlow.</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove it or fetch it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set EchoFlow up again with scripts/run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set EchoFlow up again with the CUDA toolkit installed to use the NVIDIA GPU.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings and data can be written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something unexpected went wrong, and the details could not be saved: {reason}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something unexpected went wrong; the details are in {file}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>出了点问题</translation>
        </message>
        <message>
            <source>Sorry, I lost my train of thought. Please ask me again.</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Still getting ready; one moment, please.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>The check '{name}' failed: {error}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The events cannot be written to {file}: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} cannot be written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hotkey {chord} can be used.</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>The language model is ready.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The language model stopped unexpectedly and is being started again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The language model's process ends as soon as it loads {name}; choose another model or run “echoflow doctor”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The local recognizer does not understand '{language}'; choose one of: {available}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The local recognizer understands English.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The local recognizer's model is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The local speech recognition failed; start EchoFlow again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The local speech recognition is not running; start EchoFlow again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The local voice is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The local voice speaks English.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The microphone or the loudspeaker has gone; choose another in the menu.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model file {path} cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model file {path} is damaged; download it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model file {path} is incomplete: it ends after {actual}; download it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model file {path} is incomplete: it has {actual} of {expected}; download it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model {file} is gone; the packaged one is used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model {name} could not be loaded ({detail}); choose another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model {name} did not load in time; try again or choose a smaller model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model {name} does not fit in memory: it needs {needed} and {available} are free; choose a smaller model or a shorter context.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model {name} does not fit in memory; choose a smaller model, a shorter context or fewer GPU layers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model {name} does not say how a conversation is written; choose one whose name has Instruct or Chat in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model {name} is damaged; install EchoFlow again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model {name} is of a kind ({architecture}) this version cannot run; choose another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The output {file} is the recording itself; name another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The packaged language model is missing; install EchoFlow again or choose a GGUF file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The packaged speech recognition model is not installed; install EchoFlow again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The replies are in {file}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The setting '{name}' in {file} must be {wanted}; its default is used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings cannot be saved to {file}: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings in {file} cannot be read, so defaults are used: {error}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The speech recognition model in {folder} does not understand the language "{language}".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The speech recognition model in {folder} is missing or damaged; choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The voice is ready.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a screen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no engine '{name}' for {option}; choose one of: {available}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no file “{path}”; check its name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no folder “{folder}” for the recording; create it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no language model that can be used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no loudspeaker.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no microphone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no model file {path}; check the path or choose another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no model {name}; “echoflow models list” shows those there are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no port {port}; choose one from 0 to 65535.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no screen, so there is no hotkey; use the command "echoflow toggle".</source>
            <translation>没有屏幕，因此快捷键不可用，请使用命令“echoflow toggle”。</translation>
        </message>
        <message>
            <source>There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough memory for the speech recognition model in {folder}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thinking</source>
            <translation>思考中</translation>
        </message>
        <message>
            <source>This message is too long for the language model: {tokens} tokens, and its context holds {context}; say it in parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unknown option: {option}. '{hint}' lists what there is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use Python 3.11, 3.12 or 3.13.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Voice</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>You may not read “{path}”; change its permissions.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You may not write “{path}”; choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You:  {text}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a GGUF file to think with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a number from {lowest} to {highest}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a recording of the user</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>address to listen on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>answered after {milliseconds} ms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check a model file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check everything that can go wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>context {tokens}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>engines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>for programs to read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hold a conversation over a recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hold conversations over a WebSocket</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>how much is logged: debug, info, warning or error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its name or path; all of them if left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>language of the conversation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>llama-cpp-python {version} works {backend}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>llama.cpp does not start on this machine; install llama-cpp-python again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>longest answer, in tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>make the running app listen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>make the running app silent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on the processor only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one of {choices}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>port to listen on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sample rate of the replies</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>talk, or stop if it is talking</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>text in quotes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the model library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the models there are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what a client must know</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what hears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what speaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what the model is told it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what thinks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>where the events go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>where the replies go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>whole</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with the GPU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{free:.1f} GB are free in {folder}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} can be reached by others; set a token with --token, or listen on 127.0.0.1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{latency}, interrupted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is ready.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{option} needs a value. '{hint}' explains.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is a folder; give the GGUF file in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is not a language model; EchoFlow needs a GGUF file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is of a GGUF version that cannot be read; download a newer file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{rate} Hz is no usable output rate; choose one from 8000 to 48000.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{value} is no number for {option}. '{hint}' explains.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{value} is not one of: {choices}. '{hint}' explains.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{why} So here is a sample conversation with a recording.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” cannot be written: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” holds no sound; choose another recording.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is a folder; name a file in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is a folder; name a sound file in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is cut off: only {percent} % of the sound it promises is there; copy or record it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is empty; choose a recording that holds sound.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is not a sound file; WAV, FLAC, OGG and MP3 are understood.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is not an ordinary file; name another place.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
