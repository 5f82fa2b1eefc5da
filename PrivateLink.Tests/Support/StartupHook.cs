using System.Runtime.Loader;

/// <summary>
/// Runs in a portal's process before its own code, when the environment says so (<c>DOTNET_STARTUP_HOOKS</c>). This assembly is loaded then, so that
/// ASP.NET Core finds <c>SavingPortal</c> by its name; what it refers to lies beside it.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var folder = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, $"{name.Name}.dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
