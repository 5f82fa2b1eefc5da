using System.Runtime.Loader;

/// <summary>
/// Runs in a portal's process before its own code if <c>DOTNET_STARTUP_HOOKS</c> is set. It loads this assembly, so that ASP.NET Core finds
/// <c>SavingPortal</c> by name, and resolves references from the same folder.
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
