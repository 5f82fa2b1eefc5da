using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>The versions of the program and of what it runs on.</summary>
internal static class VersionFacts
{
    private const string Release = "/etc/os-release";
    private const string Kernel = "/proc/version";

    /// <summary>The version and, after the plus sign, the commit.</summary>
    public static string Program { get; } =
        typeof(VersionFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static string Read() => string.Create(CultureInfo.InvariantCulture,
        $"""
        PrivateLink    {Program.Split('+')[0]}
        commit         {(Program.Contains('+', StringComparison.Ordinal) ? Program[(Program.IndexOf('+', StringComparison.Ordinal) + 1)..] : "unknown")}
        .NET           {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}
        system         {SystemName()}
        kernel         {FirstLineOf(Kernel) ?? RuntimeInformation.OSDescription}
        processors     {Environment.ProcessorCount}, {RuntimeInformation.ProcessArchitecture}
        memory         {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB available to the process
        container      {(Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1" ? "yes" : "no")}
        time zone      {TimeZoneInfo.Local.Id}

        """);

    private static string SystemName()
    {
        const string Name = "PRETTY_NAME=";
        return LinesOf(Release).FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line ? line[Name.Length..].Trim('"') : RuntimeInformation.OSDescription;
    }

    private static string? FirstLineOf(string path) => LinesOf(path).FirstOrDefault();

    private static string[] LinesOf(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
