using System.CommandLine;
using BenchmarkDotNet.Running;
using PrivateLink.Benchmarks;

// With serve, the engine's host handles signals itself and drains. With soak, the process needs time to stop its engine.
var signals = new InvocationConfiguration { ProcessTerminationTimeout = args is ["serve", ..] ? null : TimeSpan.FromMinutes(1) };
return args is ["serve" or "soak" or "store" or "change", ..]
    ? await new RootCommand { ServeCommand.Create(), SoakCommand.Create(), StoreCommand.Create(), ChangeCommand.Create() }.Parse(args).InvokeAsync(signals)
    : BenchmarkSwitcher.FromAssembly(typeof(ServeCommand).Assembly).Run(args).Any(static summary => summary.HasCriticalValidationErrors) ? 1 : 0;
