using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace PrivateLink.Benchmarks;

/// <summary>
/// The verb <c>soak</c>: runs <c>serve</c> with a changing policy in another process and loads it from this one. It regularly prints a line that
/// shows whether memory, descriptors and verdicts stay stable.
/// </summary>
internal static class SoakCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long", DefaultValueFactory = static _ => 15 };
        var clients = new Option<int>("--clients") { Description = "Concurrent clients", DefaultValueFactory = static _ => 32 };
        var rate = new Option<int>("--rate") { Description = "Connections a second for all clients together; unlimited if omitted" };
        var churn = new Option<int>("--churn") { Description = "Policy changes a second", DefaultValueFactory = static _ => 100 };
        var port = new Option<int>("--port") { Description = "Port of the engine on 127.0.0.1", DefaultValueFactory = static _ => 9002 };

        var command = new Command("soak", "Loads the engine for a long time and watches it.") { minutes, clients, rate, churn, port };
        command.SetAction((parsed, cancellation) => RunAsync(
            TimeSpan.FromMinutes(parsed.GetValue(minutes)),
            parsed.GetValue(clients),
            parsed.GetValue(rate),
            parsed.GetValue(churn),
            parsed.GetValue(port),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan duration, int clients, int rate, int churn, int port, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(duration);
        await using var upstream = new SoakUpstream();
        using var engine = Start(port, churn, upstream.Address);
        var load = new SoakLoad(new IPEndPoint(IPAddress.Loopback, port));
        await load.WaitUntilListeningAsync(ending.Token);

        var pause = rate > 0 ? TimeSpan.FromSeconds((double)clients / rate) : TimeSpan.Zero;
        var loading = Enumerable.Range(0, clients).Select(_ => load.RunAsync(pause, ending.Token)).ToList();
        var samples = await WatchAsync(engine, load, ending.Token);
        await Task.WhenAll(loading);

        Process.Start("kill", $"-TERM {engine.Id}");
        await engine.WaitForExitAsync(CancellationToken.None);
        return Judge(samples, load.Wrong);
    }

    private static Process Start(int port, int churn, IPEndPoint upstream)
    {
        string[] arguments = ["serve", "--port", Text(port), "--churn", Text(churn), "--upstream", upstream.ToString()];
        return Process.Start(Environment.ProcessPath!, arguments);
    }

    private static async Task<List<Sample>> WatchAsync(Process engine, SoakLoad load, CancellationToken ending)
    {
        var samples = new List<Sample>();
        var started = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        Console.WriteLine("    time   conn/s    allowed     denied  wrong   RSS MB  descriptors");
        try
        {
            while (await timer.WaitForNextTickAsync(ending))
            {
                var sample = Sample.Of(engine, started.Elapsed, load);
                var before = samples.LastOrDefault();
                samples.Add(sample);
                var rate = (sample.Connections - before.Connections) / (sample.Time - before.Time).TotalSeconds;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{sample.Time,8:mm\\:ss} {rate,8:F0} {load.Allowed,10} {load.Denied,10} {load.Wrong,6} {sample.Megabytes,8:F1} {sample.Descriptors,12}"));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        return samples;
    }

    /// <summary>
    /// Memory counts as stable if the last third of the run needs at most 10 % more than the middle third. That allows for the timing of collections.
    /// </summary>
    private static int Judge(List<Sample> samples, long wrong)
    {
        var third = samples.Count / 3;
        if (third == 0) return wrong == 0 ? 0 : 1;
        var middle = samples.Skip(third).Take(third).Average(static sample => sample.Megabytes);
        var last = samples.TakeLast(third).Average(static sample => sample.Megabytes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory: {middle:F1} MB in the middle third, {last:F1} MB in the last ({(last / middle) - 1:P1}); wrong answers: {wrong}"));
        return wrong == 0 && last < middle * 1.1 ? 0 : 1;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Sample(TimeSpan Time, long Connections, double Megabytes, int Descriptors)
    {
        public static Sample Of(Process engine, TimeSpan time, SoakLoad load)
        {
            engine.Refresh();
            return new(time, load.Allowed + load.Denied, engine.WorkingSet64 / 1e6, Directory.GetFiles($"/proc/{engine.Id}/fd").Length);
        }
    }
}
