using System.Text.Json;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Packaging;

/// <summary>How the portal is published, as MSBuild understands the project. Nothing is built or downloaded.</summary>
[Needs(Needs.Process)]
public class PublishPropertyTests
{
    private static readonly string Project = Path.Combine(Repository.Portal, "PrivateLink.Portal.csproj");

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public async Task Profile_OfASystem_IsOneFileWithTheRuntime(string system)
    {
        var values = (await EvaluateAsync($"-p:PublishProfile={system}", "-getProperty:RuntimeIdentifier,SelfContained,PublishSingleFile,PublishDir,Configuration")).GetProperty("Properties");

        Assert.Equal(system, values.GetProperty("RuntimeIdentifier").GetString());
        Assert.Equal("true", values.GetProperty("SelfContained").GetString());
        Assert.Equal("true", values.GetProperty("PublishSingleFile").GetString());
        Assert.Equal("Release", values.GetProperty("Configuration").GetString());
        Assert.EndsWith($"artifacts/publish/{system}/", values.GetProperty("PublishDir").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_ItsProperties_AreThoseOfAnAccountWithoutRights()
    {
        var evaluated = await EvaluateAsync(
            "-getProperty:ContainerRepository,ContainerImageTags,ContainerBaseImage,ContainerUser,ContainerWorkingDirectory,Version",
            "-getItem:ContainerPort,ContainerLabel,ContainerEnvironmentVariable");
        var values = evaluated.GetProperty("Properties");

        Assert.Equal("privatelink", values.GetProperty("ContainerRepository").GetString());
        Assert.Equal(values.GetProperty("Version").GetString(), values.GetProperty("ContainerImageTags").GetString());
        Assert.EndsWith("-chiseled-extra", values.GetProperty("ContainerBaseImage").GetString(), StringComparison.Ordinal);
        Assert.Equal("1654", values.GetProperty("ContainerUser").GetString());
        Assert.Equal(["7400", "7440", "7441", "7442", "7443", "7444"], ItemsOf(evaluated, "ContainerPort").Keys.Order(StringComparer.Ordinal));
        Assert.Equal("MIT", ItemsOf(evaluated, "ContainerLabel")["org.opencontainers.image.licenses"]);

        // Everything that is written is below the one folder of the image that the account owns.
        var variables = ItemsOf(evaluated, "ContainerEnvironmentVariable");
        Assert.All(["Database__Path", "Policy__Folder", "Records__Folder"], key => Assert.StartsWith("/home/app/", variables[key], StringComparison.Ordinal));
    }

    private static Dictionary<string, string> ItemsOf(JsonElement evaluated, string type) => evaluated.GetProperty("Items").GetProperty(type).EnumerateArray()
        .ToDictionary(static item => item.GetProperty("Identity").GetString()!, static item => item.TryGetProperty("Value", out var value) ? value.GetString()! : "");

    private static async Task<JsonElement> EvaluateAsync(params IEnumerable<string> arguments)
    {
        var result = await Tool.RunAsync("dotnet", "", ["msbuild", Project, .. arguments]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
