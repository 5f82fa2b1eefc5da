using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using PrivateLink.Portal.Demonstration;

namespace PrivateLink.Tests.Support;

/// <summary>The portal in its own process, on free ports and with a database in a temporary folder.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly bool _ownsFolder;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, string> _waysIn = [];
    private readonly Process _process;
    private volatile string? _reported;

    private PortalProcess(IEnumerable<string> settings, DirectoryInfo? folder, IReadOnlyDictionary<string, string>? environment, int? descriptors)
    {
        NeedsAttribute.Demand();
        _ownsFolder = folder is null;
        _folder = folder ?? Directory.CreateTempSubdirectory("privatelink-portal-");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(descriptors is null ? Program : "prlimit", [.. Limited(descriptors), .. CommonSettings, .. settings])
            {
                WorkingDirectory = Repository.Portal,
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) _process.StartInfo.Environment[name] = value;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _url.TrySetException(new InvalidOperationException($"The portal ended with exit code {_process.ExitCode}:\n{Output}"));
    }

    public int Id => _process.Id;

    public Uri Url => new(_url.Task.Result);

    /// <summary>The newest link with this title on the console: Operator, Customer, Setup.</summary>
    public async Task<string> WayInAsync(string title)
    {
        await Eventually.TrueAsync(() => _waysIn.ContainsKey(title));
        return _waysIn[title];
    }

    /// <summary>Everything it has printed.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public string DatabasePath => Path.Combine(_folder.FullName, "portal.db");

    internal static string Program => Path.Combine(Repository.Portal, "bin", Repository.Configuration, "net10.0", "PrivateLink.Portal");

    private static string[] OnePublicListener =>
        ["--no-demo", "--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off"];

    // With detailed errors, a page's exception says what went wrong in the portal.
    private IEnumerable<string> CommonSettings => ["--Portal:Url=http://127.0.0.1:0", $"--Database:Path={DatabasePath}", "--Engine:Timeouts:Drain=00:00:01", "--DetailedErrors=true"];

    /// <summary>Starts it as a new user does, with the demonstration, and waits until it prints its address.</summary>
    public static Task<PortalProcess> StartAsync(double connectionsPerSecond, params IEnumerable<string> settings) =>
        StartAsync([.. DemonstrationAt(connectionsPerSecond), .. settings]);

    /// <summary>The demonstration's settings, with ports that the system chooses.</summary>
    public static IEnumerable<string> DemonstrationAt(double connectionsPerSecond) =>
    [
        "--Demonstration:Enabled=true",
        $"--Demonstration:Upstream={FreePort.Next()}",
        string.Create(CultureInfo.InvariantCulture, $"--Demonstration:ConnectionsPerSecond={connectionsPerSecond}"),
        .. DemonstrationConfiguration.Listeners.Select(setting =>
            $"--{setting.Key}={(setting.Key.EndsWith(":Bind", StringComparison.Ordinal) ? "127.0.0.1:0" : setting.Value)}"),
    ];

    /// <summary>
    /// Starts it with the demonstration's listeners and hosts but without its traffic. A user keeps saving, and the soft and hard limit of
    /// descriptors are set.
    /// </summary>
    public static Task<PortalProcess> StartWithAsync(int descriptors, params IEnumerable<string> settings) =>
        StartAsync([.. DemonstrationAt(connectionsPerSecond: 0), .. settings], environment: SavingPortal.Environment, descriptors: descriptors);

    /// <summary>Starts it with one public listener and an empty database, and waits until it prints its address.</summary>
    public static Task<PortalProcess> StartEmptyAsync(params IEnumerable<string> settings) =>
        StartAsync([.. OnePublicListener, .. settings]);

    /// <summary>Starts it with one public listener and the database <c>portal.db</c> in a folder, which is kept.</summary>
    /// <param name="folder">The folder, which several processes may use in turn.</param>
    /// <param name="environment">Additional environment variables.</param>
    /// <param name="settings">Additional settings.</param>
    public static Task<PortalProcess> StartInAsync(DirectoryInfo folder, IReadOnlyDictionary<string, string>? environment = null, params IEnumerable<string> settings) =>
        StartAsync([.. OnePublicListener, .. settings], folder, environment);

    /// <summary>Runs it to its end with this many descriptors.</summary>
    public static Task<ToolResult> RunWithAsync(int descriptors, params IEnumerable<string> arguments) =>
        Tool.RunAsync("prlimit", "", [.. Limited(descriptors), .. arguments]);

    private static IEnumerable<string> Limited(int? descriptors) => descriptors is null ? [] : [$"--nofile={descriptors}:{descriptors}", Program];

    /// <summary>Runs it to its end, for starts that fail and for verbs.</summary>
    public static Task<ToolResult> RunAsync(params IEnumerable<string> arguments) => Tool.RunAsync(Program, "", arguments);

    /// <summary>A listener's address, from the printed report.</summary>
    public IPEndPoint Listener(string name) => Output.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length > 1 && words[0] == name)
        .Select(words => IPEndPoint.Parse(words[1]))
        .First();

    /// <summary>Stops it as a service manager would, and returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync();
        return await EndingAsync();
    }

    /// <summary>Sends the signal to stop, and waits until it has arrived, because the system merges two pending signals.</summary>
    public async Task SignalAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await terminate.WaitForExitAsync();
        await Eventually.TrueAsync(() => !IsSignalWaiting());
    }

    /// <summary>Waits for its end, and returns its exit code.</summary>
    public async Task<int> EndingAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Kills it at once (SIGKILL). Everything it printed before is in <see cref="Output"/>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_ownsFolder) _folder.Delete(recursive: true);
    }

    private static async Task<PortalProcess> StartAsync(
        string[] settings, DirectoryInfo? folder = null, IReadOnlyDictionary<string, string>? environment = null, int? descriptors = null)
    {
        var portal = new PortalProcess(settings, folder, environment, descriptors);
        portal._process.Start();
        portal._process.BeginOutputReadLine();
        portal._process.BeginErrorReadLine();
        try
        {
            await portal._url.Task.WaitAsync(Patience);
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    private bool IsSignalWaiting()
    {
        const string Waiting = "ShdPnd:";
        const ulong Terminate = 1UL << (15 - 1);
        try
        {
            var waiting = File.ReadLines($"/proc/{_process.Id}/status").FirstOrDefault(line => line.StartsWith(Waiting, StringComparison.Ordinal));
            return waiting is not null && (ulong.Parse(waiting[Waiting.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Terminate) != 0;
        }
        catch (IOException)
        {
            return false; // already ended
        }
    }

    /// <summary>The report has the portal's address, then the listeners, and ends with an empty line.</summary>
    private void Read(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["Portal", var url]:
                _reported = url;
                break;
            case [var title, var link, ..] when title is "Operator" or "Customer" or "Setup":
                _waysIn[title] = link;
                break;
        }

        if (line.Length == 0 && _reported is { } where) _url.TrySetResult(where);
    }
}
