using System.CommandLine;
using BenchmarkDotNet.Running;
using PrivateLink.Benchmarks;

return args is ["serve" or "soak", ..]
    ? await new RootCommand { ServeCommand.Create(), SoakCommand.Create() }.Parse(args).InvokeAsync()
    : BenchmarkSwitcher.FromAssembly(typeof(ServeCommand).Assembly).Run(args).Any(static summary => summary.HasCriticalValidationErrors) ? 1 : 0;
